import { language } from '../words/index.ts';

/** 98.75 → '98,8 %'; one decimal at most, as the reports want it. */
export function formatPercent(percent: number): string {
  const number = new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'vi-VN', { maximumFractionDigits: 1 });
  return `${number.format(percent)}\u00a0%`;
}
