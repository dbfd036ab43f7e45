/** Days in Vietnam (UTC+7, without summer time), wherever the phone is. Pure. */

/** An instant as its day there, 'YYYY-MM-DD'. */
export function dayInVietnam(when: Date | number = Date.now()): string {
  return new Date(Number(when) + 7 * 3_600_000).toISOString().slice(0, 10);
}

/** Between two days 'YYYY-MM-DD'. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000);
}
