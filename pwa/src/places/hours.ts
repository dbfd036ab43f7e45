/** Opening hours as people say them: days in a row with the same hours in one line, closed days left out. */
export const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Day = (typeof DAYS)[number];

export interface HoursLine {
  first: Day;
  last: Day;
  /** '07:30–11:30, 13:30–17:00' */
  periods: string;
}

export function hoursLines(week: Readonly<Record<string, readonly (readonly string[])[]>>): HoursLine[] {
  const lines: HoursLine[] = [];
  let before = '';
  for (const day of DAYS) {
    const periods = (week[day] ?? []).map((period) => period.join('–')).join(', ');
    const line = lines.at(-1);
    if (periods && periods === before && line) line.last = day;
    else if (periods) lines.push({ first: day, last: day, periods });
    before = periods;
  }
  return lines;
}
