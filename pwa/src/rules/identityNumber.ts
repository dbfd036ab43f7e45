/** Personal identity numbers as the service reads them (api/dossiers/identity_numbers.py). Pure. */

/** '086 012 345 612' → '086012345612'. */
export function identityNumberOf(typed: string): string {
  return typed.replace(/[\s.-]/g, '').toUpperCase();
}

/** 12 digits since 2016, 9 before, or a passport: a letter or two and seven or eight digits. */
export function isIdentityNumber(typed: string): boolean {
  return /^(\d{12}|\d{9}|[A-Z]{1,2}\d{7,8})$/.test(identityNumberOf(typed));
}
