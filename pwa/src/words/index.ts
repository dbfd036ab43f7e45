/** Vietnamese unless the browser asks for English. */
import { en } from './en.ts';
import { vi } from './vi.ts';

export const language: 'vi' | 'en' = navigator.language.toLowerCase().startsWith('en') ? 'en' : 'vi';
export const words = language === 'en' ? en : vi;

const integers = new Intl.NumberFormat(language);

export function formatCount(count: number): string {
  return integers.format(count);
}
