/** Vietnamese phone numbers as the service reads them (api/accounts/phones.py). Pure. */

/** '+84 912 345 678' → '0912345678'. */
export function digitsOf(typed: string): string {
  return typed.replace(/[^\d+]/g, '').replace(/^(\+84|0084|84)0?/, '0');
}

/** Can get a text message. */
export function isMobile(typed: string): boolean {
  return /^0[35789]\d{8}$/.test(digitsOf(typed));
}

export function isPhone(typed: string): boolean {
  return isMobile(typed) || /^02\d{9}$/.test(digitsOf(typed));
}
