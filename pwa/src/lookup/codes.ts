/** Codes of procedures in the spellings that people type. */

/**
 * The codes of procedures in a text, as digits only: '1.001193', '1001193', '1,001193', '1 001 193' and '1-001193' are one.
 * No code begins with 0, as phones do.
 */
export function codesIn(text: string): string[] {
  // No look-behind: Safari before 16.4 would refuse the whole file.
  return Array.from(text.matchAll(/(?:^|\D)([1-9])[\s.,_–-]{0,3}(\d{3})[\s.,]?(\d{3,4})(?!\d)/g), ([, ...digits]) => digits.join(''));
}

/** '1004222', '1,004222' → '1.004222'; what is no bare national code stays as it is. */
export function canonicalCode(code: string): string {
  return code.trim().replace(/^(\d)[\s.,_–-]{0,3}(\d{3})[\s.,]?(\d{3,4})$/, '$1.$2$3');
}
