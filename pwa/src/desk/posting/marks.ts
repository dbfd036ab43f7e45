/** How an entry of the register stands, in a colour and a word. Pure. */
import type { Schemas } from '../../api/client.ts';
import type { IconName } from '../../patterns/Icon.tsx';
import type { Tone } from '../../patterns/Card.tsx';
import { daysBetween } from '../../rules/day.ts';

export type Row = Schemas['RegisterRow'];
export type Status = Row['status'];

export const TONES: Record<Status, Tone> = { on_time: 'done', late: 'soon', missing: 'fault', not_yet_due: 'waiting' };
export const ICONS: Record<Status, IconName> = { on_time: 'check', late: 'clock', missing: 'warning', not_yet_due: 'clock' };
/** Days before the last one from which on it is shown as urgent. */
const SOON_DAYS = 3;

/** Days until the last day, below zero once it is over; null when nothing is left to do. */
export function daysToDo(row: Pick<Row, 'status' | 'publish_by'>, today: string): number | null {
  return row.status === 'missing' || row.status === 'not_yet_due' ? daysBetween(today, row.publish_by) : null;
}

export function toneOfDays(days: number): Tone {
  if (days < 0) return 'fault';
  return days <= SOON_DAYS ? 'soon' : 'waiting';
}
