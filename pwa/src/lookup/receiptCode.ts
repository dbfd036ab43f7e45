/** What a receipt's QR codes say: PUBLIC_URL/theo-doi/{number}#{secret}, and PUBLIC_URL/bien-nhan#{signed statement}. */

/** Where in the app it leads; undefined for any other QR code. The host may be another name of this service. */
export function placeOfReceipt(text: string): string | undefined {
  const found = /^https?:\/\/[^/]+(\/theo-doi\/[\w.%-]+|\/bien-nhan)\/?(#[\w.-]+)?$/.exec(text.trim());
  return found ? found[1]! + (found[2] ?? '') : undefined;
}
