/** Codes of procedures in the spellings that people type. */

/** The codes of procedures in a text, as digits only: '1.001193', '1001193', '1,001193' and '1 001193' are one. */
export function codesIn(text: string): string[] {
  // No look-behind: Safari before 16.4 would refuse the whole file.
  return Array.from(text.matchAll(/(?:^|\D)(\d)\s?[.,]?\s?(\d{6,7})(?!\d)/g), ([, first, rest]) => `${first}${rest}`);
}

/** '1004222', '1,004222' → '1.004222'; what is no bare national code stays as it is. */
export function canonicalCode(code: string): string {
  return code.trim().replace(/^(\d)[.,\s]?(\d{6,7})$/, '$1.$2');
}
