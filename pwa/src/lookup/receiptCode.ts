/** What a receipt's QR code says: PUBLIC_URL/theo-doi/{number}#{secret}. */

/** Where in the app it leads; undefined for any other QR code. The host may be another name of this service. */
export function placeOfReceipt(text: string): string | undefined {
  const found = /^https?:\/\/[^/]+(\/theo-doi\/[\w.%-]+)\/?(#[\w-]+)?$/.exec(text.trim());
  return found ? found[1]! + (found[2] ?? '') : undefined;
}

/** A number as it was typed or copied from paper. */
export function placeOfNumber(number: string): string {
  return `/theo-doi/${encodeURIComponent(number.replace(/\s/g, '').toUpperCase())}`;
}
