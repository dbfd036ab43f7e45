/** What a procedure's page and the list of results say in short: its time, its fee, its papers. Pure. */
import type { Schemas } from '../api/client.ts';
import { limitFor } from '../rules/timeLimit.ts';
import { fold } from './folding.ts';

export type Procedure = Schemas['Procedure'];
export type Paper = Schemas['ProcedureRequirement'];
export type Channel = Schemas['ProcedureChannel'];
export type Limit = Schemas['ProcedureTimeLimit'];
export type Fee = Schemas['ProcedureFee'];
export type Unit = NonNullable<Limit['unit']>;

export interface Span {
  quantity: number;
  unit: Unit;
}

export type TimeFact =
  | { kind: 'unpublished' | 'none' | 'unitUnknown' | 'long' }
  /** One, or the shortest and the longest where channels or cases differ. */
  | { kind: 'spans'; spans: Span[] }
  | { kind: 'text'; text: string };

const HOURS: Record<Unit, number> = { hour: 1, day: 24, working_day: 33.6, month: 720 };
/** What fits beside the two other facts. */
const SHORT = 40;

/** `chosen` null: all cases. */
export function timeFact(procedure: Procedure, chosen: string | null): TimeFact {
  if (!procedure.has_detail) return { kind: 'unpublished' };
  const limits = chosen === null ? procedure.time_limits : limitsFor(procedure.time_limits, chosen);
  return timeInShort(limits, procedure.deadline?.text ?? '');
}

/** `printed`: what the source says of the time, where no limit has a quantity and a unit. */
export function timeInShort(limits: readonly Pick<Limit, 'quantity' | 'unit'>[], printed: string): TimeFact {
  const spans = limits
    .flatMap(({ quantity, unit }) => (quantity && unit ? [{ quantity, unit }] : []))
    .sort((one, other) => one.quantity * HOURS[one.unit] - other.quantity * HOURS[other.unit]);
  if (spans.length > 0) {
    const [first, last] = [spans[0]!, spans.at(-1)!];
    return { kind: 'spans', spans: sameSpan(first, last) ? [first] : [first, last] };
  }
  const text = printed.trim();
  if (text.includes('cổng không ghi đơn vị')) return { kind: text.length > SHORT * 2 ? 'long' : 'unitUnknown' };
  if (text.length > SHORT) return { kind: 'long' };
  return text && fold(text) !== 'khong quy dinh' ? { kind: 'text', text } : { kind: 'none' };
}

function sameSpan(one: Span, other: Span): boolean {
  return one.quantity === other.quantity && one.unit === other.unit;
}

/** A case without its own limit has that of the channel. */
function limitsFor(limits: readonly Limit[], chosen: string): Limit[] {
  const channels = new Set(limits.map(({ channel }) => channel));
  return [...channels].flatMap((channel) => limitFor(limits, channel, chosen) ?? []);
}

/** `odd`: an amount so small that the source may have lost its zeros. `orFree`: some pay nothing. */
export type FeeFact =
  | { kind: 'free' | 'elsewhere' | 'unpublished' }
  | { kind: 'amount'; least: string; most: string; odd: boolean; orFree: boolean };

type PrintedFee = Pick<Fee, 'amount' | 'text' | 'currency'> & { note?: string };

/** Hardly a fee in force is below it (api/catalogue/records.py). */
const LEAST_LIKELY_VND = 1_000;

export function isOddAmount({ amount, currency }: Pick<Fee, 'amount' | 'currency'>): boolean {
  return currency === 'VND' && Number(amount) > 0 && Number(amount) < LEAST_LIKELY_VND;
}

/** Amounts as printed: some look like thousands, and then nobody knows. */
export function feeFact(kind: Procedure['fee_kind'], fees: readonly PrintedFee[]): FeeFact {
  if (kind === 'free') return { kind };
  if (kind === 'see_note') return { kind: 'elsewhere' };
  const printed = fees.filter(({ amount, text }) => amount && text);
  // Ten dollars are not less than two thousand đồng: only one currency can be ordered.
  const inDong = printed.filter(({ currency }) => currency === 'VND');
  const amounts = (inDong.length > 0 ? inDong : printed).sort((one, other) => Number(one.amount) - Number(other.amount));
  if (kind !== 'fixed' || amounts.length === 0) return { kind: 'unpublished' };
  const orFree = fees.some(({ amount, text }) => amount === 0 && text);
  return { kind: 'amount', least: amountOf(amounts[0]!), most: amountOf(amounts.at(-1)!), odd: amounts.some(isOddAmount), orFree };
}

/** With what it is for, where the note ('/trang') says only that: '2.000 đồng / trang'. */
export function amountOf({ text, note = '' }: PrintedFee): string {
  return /^\/\S{1,12}$/.test(note) ? `${text} / ${note.slice(1)}` : text;
}

/** More of them would stand between the facts and the papers. */
export const FEW_CASES = 4;

/** The papers of a case and those of all cases; of everything when no case is chosen. */
export function papersFor({ requirements }: Procedure, chosen: string | null): Paper[] {
  return chosen === null ? requirements : requirements.filter((paper) => paper.case === null || paper.case === chosen);
}

export function countToBring(papers: readonly Paper[]): number {
  return papers.filter(({ kind }) => kind !== 'note').length;
}

/** By case in the order of the source, those of every case first; in each the papers of everybody before those of some. */
export function byCase(papers: readonly Paper[]): [string | null, Paper[]][] {
  const groups = new Map<string | null, Paper[]>([[null, []]]);
  for (const paper of papers) {
    const group = groups.get(paper.case);
    if (group) group.push(paper);
    else groups.set(paper.case, [paper]);
  }
  for (const group of groups.values()) group.sort((one, other) => Number(one.conditional) - Number(other.conditional));
  return [...groups].filter(([, group]) => group.length > 0);
}

/** Nothing but the counter: the paper itself has to be shown there, and a photograph of it is of no use. */
export function isWalkIn({ channels }: Pick<Procedure, 'channels'>): boolean {
  return channels.length > 0 && channels.every(({ channel }) => channel === 'direct');
}

/** Whether the app can take it: it is in force, for citizens, there is a paper to photograph, and another way than the counter. */
export function canBeHandedIn(procedure: Procedure): boolean {
  const { listed, scope, has_detail: hasDetail, requirements } = procedure;
  return listed && scope !== 'internal' && hasDetail && countToBring(requirements) > 0 && !isWalkIn(procedure);
}
