/** The ways to hand a procedure in, each with its own times and fees, as honestly as the source allows. Pure. */
import { fold } from '../folding.ts';
import { amountOf, isOddAmount, type Channel, type Fee, type Limit, type Procedure, type Span } from '../procedureFacts.ts';

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

export interface WayTime {
  /** What counts, null where nothing is published. */
  span: Span | null;
  /** What the source says of it beyond that: '' where it says no more. */
  printed: string;
  /** `printed` is a bare number, whose unit nobody knows. */
  bare: boolean;
}

const BARE = /^\d+([.,]\d+)?$/;
const PLAIN = /^\d+([.,]\d+)? (ngày( làm việc)?|giờ|tháng)$/i;

/** Of one row. A row without a unit has the limit of the whole procedure, never that of the row beside it. */
export function timeOf({ quantity, unit, deadline_text: text }: Channel, limits: readonly Limit[]): WayTime {
  const printed = text.trim();
  const bare = BARE.test(printed);
  if (unit && quantity) return { span: { quantity, unit }, printed: bare || PLAIN.test(printed) ? '' : printed, bare: false };
  const usual = limits.find((limit) => limit.case === null);
  const ofProcedure = usual?.basis === 'procedure' && usual.quantity && usual.unit ? { quantity: usual.quantity, unit: usual.unit } : null;
  // 'Not set' is what we say ourselves.
  return { span: ofProcedure, printed: fold(printed) === 'khong quy dinh' ? '' : printed, bare };
}

/** Cases whose own limit differs from their channel's. */
export function caseTimes(limits: readonly Limit[]): { name: string; span: Span }[] {
  return limits.flatMap(({ case: name, quantity, unit }) => (name !== null && quantity && unit ? [{ name, span: { quantity, unit } }] : []));
}

export interface FeeLine {
  /** 'free' only where the source says so of the whole procedure; 'note': the portal prints an amount of 0 where somebody else sets it. */
  kind: 'free' | 'note' | 'printed';
  /** 'phí', 'lệ phí' or ''. */
  type: string;
  text: string;
  note: string;
  odd: boolean;
}

export function feesOf({ fees, fee_text: text }: Pick<Channel, 'fees' | 'fee_text'>, kind: Procedure['fee_kind']): FeeLine[] {
  if (fees.length > 0) return fees.map((fee) => feeLine(fee, kind));
  return text ? [{ kind: 'printed', type: '', text, note: '', odd: false }] : [];
}

function feeLine(fee: Fee, kind: Procedure['fee_kind']): FeeLine {
  const { type, text, amount } = fee;
  const unset = !amount;
  const each = amountOf(fee) !== text;
  return {
    kind: unset && kind === 'free' ? 'free' : unset && kind === 'see_note' ? 'note' : 'printed',
    type,
    text: amountOf(fee),
    note: each ? '' : fee.note.trim(),
    odd: isOddAmount(fee),
  };
}

/** Notes that stand word for word in every way: told once, below all of them. */
export function sharedNotes(ways: readonly Way[], kind: Procedure['fee_kind']): string[] {
  const [first, ...others] = ways.map((way) => new Set(way.rows.flatMap((row) => feesOf(row, kind).map(({ note }) => note))));
  if (!first || others.length === 0) return [];
  return [...first].filter((note) => note && others.every((notes) => notes.has(note)));
}

/** '2026-07-18' → '18/07/2026', '2026-07' → '07/2026', '2026-06..07' → '06–07/2026'; anything else as given. */
export function readOn(span: string): string {
  const months = /^(\d{4})-(\d{2})(?:\.\.(\d{2}))?$/.exec(span);
  if (months) return `${months[2]}${months[3] ? `–${months[3]}` : ''}/${months[1]}`;
  return span.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3/$2/$1');
}
