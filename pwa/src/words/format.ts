/** Dates, times, counts and money as people here write them. Times are Vietnam's, wherever the phone is. */
import { dayInVietnam, daysBetween } from '../rules/day.ts';
import { language, words } from './index.ts';

const TIME_ZONE = 'Asia/Ho_Chi_Minh';
const locale = () => (language === 'en' ? 'en-GB' : 'vi-VN');

/** '2026-12-01' → 'thứ Ba, 01/12/2026'. */
export function formatDate(day: string): string {
  const date = new Date(`${day.slice(0, 10)}T12:00:00+07:00`);
  const weekday = new Intl.DateTimeFormat(locale(), { weekday: 'long', timeZone: TIME_ZONE }).format(date);
  return `${language === 'vi' ? weekday.replace('Thứ', 'thứ').replace('Chủ Nhật', 'chủ nhật') : weekday}, ${formatShortDate(day)}`;
}

/** '2026-12-01' or an instant → '01/12/2026'. */
export function formatShortDate(when: string): string {
  const date = when.length === 10 ? new Date(`${when}T12:00:00+07:00`) : new Date(when);
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'short', timeZone: TIME_ZONE }).format(date);
}

/** An instant → '14:05, 01/12/2026'. */
export function formatTime(when: string | number | Date): string {
  const date = new Date(when);
  return `${formatClock(date)}, ${new Intl.DateTimeFormat('en-GB', { dateStyle: 'short', timeZone: TIME_ZONE }).format(date)}`;
}

/** An instant → '14:05'. */
export function formatClock(when: string | number | Date): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: TIME_ZONE }).format(new Date(when));
}

/** An instant → 'hôm nay 14:05', 'hôm qua 14:05', else the date. */
export function formatRecent(when: string | number | Date, now = new Date()): string {
  const date = new Date(when);
  const days = daysBetween(dayInVietnam(date), dayInVietnam(now));
  if (days === 0) return `${words.shell.today} ${formatClock(date)}`;
  if (days === 1) return `${words.shell.yesterday} ${formatClock(date)}`;
  return formatShortDate(date.toISOString());
}

export function formatCount(count: number): string {
  return new Intl.NumberFormat(locale()).format(count);
}

/** 8000 → '8.000 đồng'. */
export function formatMoney(dong: number): string {
  return language === 'en' ? `VND ${formatCount(dong)}` : `${formatCount(dong)} đồng`;
}

/** Bytes as kB or MB, one decimal from a megabyte on. */
export function formatSize(bytes: number): string {
  const inMegabytes = bytes >= 1_000_000;
  const number = new Intl.NumberFormat(locale(), { maximumFractionDigits: inMegabytes ? 1 : 0 });
  return `${number.format(inMegabytes ? bytes / 1e6 : bytes && Math.max(1, bytes / 1e3))} ${inMegabytes ? 'MB' : 'kB'}`;
}
