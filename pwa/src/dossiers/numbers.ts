/**
 * A dossier code or submission number as people write it: small letters, blanks, long dashes, a pasted link.
 *
 * Submission numbers use no I, L or O in their random part, so those can only be 1 and 0.
 */

export interface Wanted {
  number: string;
  /** From a pasted link of a receipt. */
  secret: string;
}

/** null when nothing is left to look for. */
export function readNumber(written: string): Wanted | null {
  const link = /\/theo-doi\/([^/?#\s]+)(?:#([\w-]*))?/.exec(written);
  const number = tidy(link ? decode(link[1]!) : written);
  return number ? { number, secret: link?.[2] ?? '' } : null;
}

/** Where in the app it is followed. */
export function placeOf({ number, secret }: Wanted): string {
  return `/theo-doi/${encodeURIComponent(number)}${secret && `#${secret}`}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function tidy(written: string): string {
  const text = written
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\u2010-\u2015\u2212_]/g, '-')
    .trim()
    .replace(/\s*([-.])\s*/g, '$1');
  const submission = /^N[O0]P(\d{6})([0-9A-Z]{8})$/.exec(text.replace(/[\s.-]/g, ''));
  if (submission) return `NOP-${submission[1]}-${submission[2]!.replace(/O/g, '0').replace(/[IL]/g, '1')}`;
  const code = /^(.+?)[\s-]+(\d{6})[\s-]+(\d{4,6})$/.exec(text);
  return code ? `${code[1]!.replace(/\s+/g, '.')}-${code[2]}-${code[3]}` : text.replace(/\s+/g, '');
}
