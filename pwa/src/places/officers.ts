/** How an officer stands in a list. */

/** 'Lê Thị Mẫu' → 'LM', where there is no photo. */
export function initialsOf(name: string): string {
  const parts = name.trim().split(/\s+/);
  const ends = parts.length > 1 ? [parts[0]!, parts.at(-1)!] : parts;
  return ends.map((part) => [...part.normalize('NFC')][0] ?? '').join('').toUpperCase();
}

/** '0912345678' → '0912 345 678'; an office's number keeps its 1800 or 1900 together. */
export function groupedPhone(digits: string): string {
  return digits.replace(/^(\d{4})(\d{3})?(\d{3,4})$/, (_, start: string, middle: string | undefined, end: string) => [start, middle, end].filter(Boolean).join(' '));
}
