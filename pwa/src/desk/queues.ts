/** Rules of the queues: which are whose, how urgent a dossier is, which comes next. Pure. */
import type { Schemas } from '../api/client.ts';
import { daysBetween } from '../rules/day.ts';
import type { Tone } from '../patterns/Card.tsx';

export type Row = Schemas['DossierSummary'];
export type QueueName = Schemas['Queue']['queue'];

const ALL: readonly QueueName[] = [
  'to_receive', 'to_accept', 'to_ask', 'in_process', 'to_check', 'to_sign', 'to_stamp', 'to_pay', 'to_return',
  'withdrawal_asked', 'overdue', 'waiting', 'open', 'ended',
]; // prettier-ignore

/** What a role works from; the first is where it begins. */
const OWN: Record<string, readonly QueueName[]> = {
  reception: ['to_receive', 'to_accept', 'to_ask', 'to_return', 'overdue'],
  specialist: ['in_process', 'overdue'],
  room_leader: ['to_check', 'overdue'],
  leader: ['to_sign', 'withdrawal_asked', 'overdue'],
  clerk: ['to_stamp'],
  cashier: ['to_pay', 'in_process'],
};

export function queuesOf(role: string): { own: readonly QueueName[]; others: readonly QueueName[] } {
  const own = OWN[role] ?? ['open', 'overdue'];
  return { own, others: ALL.filter((name) => !own.includes(name)) };
}

export function isQueue(name: string | undefined): name is QueueName {
  return ALL.includes(name as QueueName);
}

/** The queue `by` places further, around the end. */
export function queueBeside(role: string, current: QueueName, by: 1 | -1): QueueName {
  const { own, others } = queuesOf(role);
  const order = [...own, ...others];
  return order[(order.indexOf(current) + by + order.length) % order.length]!;
}

export type Urgency = { kind: 'new' | 'paused' | 'supplemented' | 'result' | 'ended' | 'none' | 'today'; tone: Tone } | { kind: 'overdue' | 'left'; tone: Tone; days: number };

const SOON_DAYS = 2;

interface Standing {
  status: number;
  due_on: string | null;
  /** False when what was missing has been sent. */
  waits_for_citizen?: boolean;
}

/** How a dossier stands against its due date on `today` (both 'YYYY-MM-DD'). Waiting and finished ones are never late. */
export function urgency({ status, due_on, waits_for_citizen = true }: Standing, today: string): Urgency {
  if (status === 1) return { kind: 'new', tone: 'waiting' };
  if (status === 5 && !waits_for_citizen) return { kind: 'supplemented', tone: 'soon' };
  if (status === 5 || status === 6) return { kind: 'paused', tone: 'waiting' };
  if (status === 9) return { kind: 'result', tone: 'done' };
  if (status !== 2 && status !== 4) return { kind: 'ended', tone: 'waiting' };
  if (due_on === null) return { kind: 'none', tone: 'waiting' };
  const days = daysBetween(today, due_on);
  if (days < 0) return { kind: 'overdue', tone: 'fault', days: -days };
  if (days === 0) return { kind: 'today', tone: 'soon' };
  return { kind: 'left', tone: days <= SOON_DAYS ? 'soon' : 'waiting', days };
}

/** The dossier after this one in the queue; for one that has left the queue, the one that took its place. */
export function following(rows: readonly Row[], id: string, placeBefore = 0): Row | null {
  const place = rows.findIndex((row) => row.id === id);
  const found = place >= 0 ? rows[place + 1] : rows[Math.min(placeBefore, rows.length - 1)];
  return found ?? rows.find((row) => row.id !== id) ?? null;
}

/** Those that were not there before; nothing is new at the first look. */
export function arrived(before: readonly Row[] | undefined, after: readonly Row[]): Row[] {
  if (!before) return [];
  const known = new Set(before.map(({ id }) => id));
  return after.filter(({ id }) => !known.has(id));
}
