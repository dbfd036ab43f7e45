/**
 * What a dossier's state means to its owner: colour, icon, whose turn it is, and how much time is left.
 *
 * Pure rules over the national status codes (api/dossiers/lifecycle.py). Amber says 'your turn' or 'soon', red only
 * 'late', green only 'done'.
 */
import type { Tone } from '../patterns/Card.tsx';
import type { IconName } from '../patterns/Icon.tsx';
import type { Words } from '../words/index.ts';

export type StateName = keyof Words['dossiers']['states'];

export interface State {
  name: StateName;
  tone: Tone;
  icon: IconName;
  /** Nothing goes on before the citizen does something. */
  myTurn: boolean;
  finished: boolean;
}

const state = (name: StateName, tone: Tone, icon: IconName): State => ({
  name,
  tone,
  icon,
  myTurn: tone === 'soon',
  finished: ['declined', 'withdrawn', 'stopped', 'returned'].includes(name),
});

const states: Record<number, State> = {
  1: state('submitted', 'waiting', 'send'),
  2: state('received', 'waiting', 'check'),
  3: state('declined', 'waiting', 'close'),
  4: state('inProcess', 'waiting', 'clock'),
  5: state('supplement', 'soon', 'file'),
  6: state('payment', 'soon', 'warning'),
  7: state('withdrawn', 'waiting', 'close'),
  8: state('stopped', 'waiting', 'close'),
  9: state('resolved', 'soon', 'stamp'),
  10: state('returned', 'done', 'check'),
};

interface StateFacts {
  status: number;
  /** As the service says; a supplement that was handed in is the office's turn. */
  waits_for_citizen: boolean;
  /** Known on a dossier's own page only. */
  allowed_actions?: readonly string[];
}

export function stateOf({ status, waits_for_citizen, allowed_actions }: StateFacts): State {
  if (status === 5 && !waits_for_citizen) return state('supplemented', 'waiting', 'send');
  // In process withdrawing is a request, made once: when it is no longer offered, it has been made.
  if (status === 4 && allowed_actions && !allowed_actions.includes('withdraw')) return state('withdrawalAsked', 'waiting', 'clock');
  return states[status] ?? state('other', 'waiting', 'info');
}

export type Completion = keyof Words['dossiers']['completion'];

/** The public's five levels; nobody knows whose turn it is. */
export function completionLook(completion: string): { name: Completion; tone: Tone; icon: IconName } {
  if (completion === 'done') return { name: 'done', tone: 'done', icon: 'check' };
  if (completion === 'ended') return { name: 'ended', tone: 'waiting', icon: 'close' };
  if (completion === 'waiting') return { name: 'waiting', tone: 'waiting', icon: 'send' };
  return { name: completion === 'paused' ? 'paused' : 'in_progress', tone: 'waiting', icon: 'clock' };
}

export type Due =
  | { kind: 'finished' }
  /** The time limit runs from reception. */
  | { kind: 'notStarted' }
  | { kind: 'noLimit' }
  | {
      kind: 'date';
      /** The day that counts: the new date after an apology. */
      day: string;
      /** The first date, when an apology has set a later one. */
      before: string | null;
      left: number | null;
      tone: Tone;
      paused: keyof Words['dossiers']['pausedFor'] | null;
    };

interface DueFacts {
  /** null: the public does not know it. */
  status: number | null;
  completion?: string;
  due_on: string | null;
  reappointed_on?: string | null;
  working_days_left?: number | null;
  received_at?: string | null;
}

const PAUSED = { 5: 'supplement', 6: 'payment' } as const;

export function dueOf({ status, completion, due_on, reappointed_on, working_days_left: left = null, received_at }: DueFacts): Due {
  if (completion === 'done' || completion === 'ended' || [3, 7, 8, 9, 10].includes(status ?? 0)) return { kind: 'finished' };
  const waiting = status === 1 || completion === 'waiting' || (status === 5 && received_at === null);
  if (!due_on) return { kind: waiting ? 'notStarted' : 'noLimit' };
  const moved = reappointed_on && reappointed_on > due_on ? reappointed_on : null;
  const paused = PAUSED[status as 5] ?? (completion === 'paused' ? 'other' : null);
  return { kind: 'date', day: moved ?? due_on, before: moved && due_on, left, tone: toneOf(left, paused !== null), paused };
}

function toneOf(left: number | null, paused: boolean): Tone {
  if (left !== null && left < 0) return 'fault';
  return left !== null && left <= 1 && !paused ? 'soon' : 'waiting';
}

interface Line extends StateFacts {
  id: string;
}

/** What waits for the citizen first, then what is going on, then what is over; each newest first as it came. */
export function arrange<L extends Line>(lines: readonly L[]): { myTurn: L[]; open: L[]; finished: L[] } {
  const found = { myTurn: [] as L[], open: [] as L[], finished: [] as L[] };
  for (const line of lines) {
    const { myTurn, finished } = stateOf(line);
    found[myTurn ? 'myTurn' : finished ? 'finished' : 'open'].push(line);
  }
  return found;
}

/** Pages of a list as one: what came later is on top and may push a line onto two pages. */
export function joined<L extends { id: string }>(first: readonly L[], more: readonly L[]): L[] {
  const seen = new Set(first.map(({ id }) => id));
  return [...first, ...more.filter(({ id }) => !seen.has(id))];
}
