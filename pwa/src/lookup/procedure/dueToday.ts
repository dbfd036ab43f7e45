/** Today's example of the time limits, as the service computes it. Pure. */
import type { Schemas } from '../../api/client.ts';
import type { Procedure, Span } from '../procedureFacts.ts';

export type DueExample = Schemas['DueExample'];
/** `askedOn`: the day it was by this phone's own clock, which may be wrong: yesterday's example is none of today. */
export type DueToday = Schemas['DueToday'] & { askedOn: string };

export function exampleOf({ examples }: Pick<DueToday, 'examples'>, { quantity, unit }: Span): DueExample | undefined {
  return examples.find((example) => example.quantity === quantity && example.unit === unit);
}

const UNITS: Record<string, Span['unit']> = { 'ngày làm việc': 'working_day', ngày: 'day', tháng: 'month', giờ: 'hour' };
const TIMES = /(\d+)\s*(ngày làm việc|ngày|tháng|giờ)/gi;

/** Times that stand only in the words about a way of handing in ('hoặc 7 ngày làm việc đối với nhà ở riêng lẻ'): no table has them. */
export function timesInWords({ channels }: Pick<Procedure, 'channels'>, spans: readonly Span[]): string[] {
  const said = channels.flatMap(({ description }) => Array.from(description.matchAll(TIMES), ([text, quantity, unit]) => ({ text, quantity: Number(quantity), unit: UNITS[unit!.toLowerCase()] })));
  const others = said.filter(({ quantity, unit }) => !spans.some((span) => span.quantity === quantity && span.unit === unit));
  return [...new Set(others.map(({ text }) => text))];
}
