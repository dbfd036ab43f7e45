/** Periods by name, as whole days in Vietnam with both ends included. Pure: no clock of its own. */

export type PeriodName = 'month' | 'lastMonth' | 'quarter' | 'year' | 'custom';

export interface Days {
  /** ISO dates. */
  from: string;
  to: string;
}

const iso = (year: number, month: number, day: number) => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

/** `today` as an ISO date. A period that is under way ends today. */
export function daysOf(name: Exclude<PeriodName, 'custom'>, today: string): Days {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7)) - 1;
  switch (name) {
    case 'month':
      return { from: iso(year, month, 1), to: today };
    case 'lastMonth':
      return { from: iso(year, month - 1, 1), to: iso(year, month, 0) };
    case 'quarter':
      return { from: iso(year, month - (month % 3), 1), to: today };
    case 'year':
      return { from: iso(year, 0, 1), to: today };
  }
}
