/** What a procedure's page and the list of results say in short: its time, its fee, its papers. Pure. */
import type { Schemas } from '../api/client.ts';
import { limitFor } from '../rules/timeLimit.ts';
import { fold } from './folding.ts';

export type Procedure = Schemas['Procedure'];
export type Paper = Schemas['ProcedureRequirement'];
type Channel = Schemas['ProcedureChannel'];
type Limit = Schemas['ProcedureTimeLimit'];
type Fee = Schemas['ProcedureFee'];
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

export type FeeFact = { kind: 'free' | 'elsewhere' | 'unpublished' } | { kind: 'amount'; least: string; most: string };

/** Amounts as printed: some look like thousands, and then nobody knows. */
export function feeFact(kind: Procedure['fee_kind'], fees: readonly Pick<Fee, 'amount' | 'text' | 'currency'>[]): FeeFact {
  if (kind === 'free') return { kind };
  if (kind === 'see_note') return { kind: 'elsewhere' };
  const printed = fees.filter(({ amount, text }) => amount && text);
  // Ten dollars are not less than two thousand đồng: only one currency can be ordered.
  const inDong = printed.filter(({ currency }) => currency === 'VND');
  const amounts = (inDong.length > 0 ? inDong : printed).sort((one, other) => Number(one.amount) - Number(other.amount));
  if (kind !== 'fixed' || amounts.length === 0) return { kind: 'unpublished' };
  return { kind: 'amount', least: amounts[0]!.text, most: amounts.at(-1)!.text };
}

/** The papers of a case and those of all cases; of everything when no case is chosen. */
export function papersFor({ requirements }: Procedure, chosen: string | null): Paper[] {
  return chosen === null ? requirements : requirements.filter((paper) => paper.case === null || paper.case === chosen);
}

export function countToBring(papers: readonly Paper[]): number {
  return papers.filter(({ kind }) => kind !== 'note').length;
}

/** By case in the order of the source, those of every case first. */
export function byCase(papers: readonly Paper[]): [string | null, Paper[]][] {
  const groups = new Map<string | null, Paper[]>([[null, []]]);
  for (const paper of papers) {
    const group = groups.get(paper.case);
    if (group) group.push(paper);
    else groups.set(paper.case, [paper]);
  }
  return [...groups].filter(([, group]) => group.length > 0);
}

export interface Way {
  channel: Channel['channel'];
  /** Rows that say different things about time, fee or case. */
  rows: Channel[];
  limits: Limit[];
}

/** The channels, each once, without rows that repeat one another. */
export function waysOf({ channels, time_limits: limits }: Procedure): Way[] {
  const ways = new Map<string, Way>();
  for (const row of channels) {
    const { channel } = row;
    let way = ways.get(channel);
    if (!way) ways.set(channel, (way = { channel, rows: [], limits: limits.filter((limit) => limit.channel === channel) }));
    const same = (other: Channel) =>
      other.deadline_text === row.deadline_text && other.fee_text === row.fee_text && other.description === row.description;
    if (!way.rows.some(same)) way.rows.push(row);
  }
  return [...ways.values()];
}

/** Whether the app can take it: it is in force, for citizens, and there is a paper to photograph. */
export function canBeHandedIn({ listed, scope, has_detail: hasDetail, requirements }: Procedure): boolean {
  return listed && scope !== 'internal' && hasDetail && countToBring(requirements) > 0;
}

/** '2026-07-18' → '18/07/2026', '2026-07' → '07/2026', '2026-06..07' → '06–07/2026'; anything else as given. */
export function readOn(span: string): string {
  const months = /^(\d{4})-(\d{2})(?:\.\.(\d{2}))?$/.exec(span);
  if (months) return `${months[2]}${months[3] ? `–${months[3]}` : ''}/${months[1]}`;
  return span.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3/$2/$1');
}
