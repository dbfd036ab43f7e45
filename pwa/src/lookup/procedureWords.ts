/** The short facts of a procedure in words. */
import { formatCount } from '../words/format.ts';
import { words } from '../words/index.ts';
import { contentLanguage } from './contentLanguage.ts';
import type { FeeFact, Span, TimeFact } from './procedureFacts.ts';

/** What the source wrote is Vietnamese in every language of the app; the rest are our words. */
export function factLanguage(fact: TimeFact | FeeFact | null): string | undefined {
  return fact?.kind === 'text' || fact?.kind === 'amount' ? contentLanguage() : undefined;
}

export function timeWords(fact: TimeFact): string {
  const { unpublished, noTimeLimit, unitUnknown, seeChannels } = words.lookup;
  switch (fact.kind) {
    case 'spans':
      return spansWords(fact.spans);
    case 'text':
      return fact.text;
    default:
      return { unpublished, none: noTimeLimit, unitUnknown, long: seeChannels }[fact.kind];
  }
}

/** '3 ngày làm việc', '3–5 ngày làm việc', '8 giờ – 3 ngày'. */
export function spansWords(spans: readonly Span[]): string {
  const { amount, units } = words.lookup;
  const [first, last] = [spans[0]!, spans.at(-1)!];
  const range = spans.length > 1 && first.unit === last.unit ? `${formatCount(first.quantity)}–` : '';
  const end = amount(range + formatCount(last.quantity), units[last.unit]);
  return spans.length > 1 && !range ? `${amount(formatCount(first.quantity), units[first.unit])} – ${end}` : end;
}

export function feeWords(fact: FeeFact): string {
  const { free, feeElsewhere, unpublished, feeFrom, asPrinted } = words.lookup;
  if (fact.kind !== 'amount') return { free, elsewhere: feeElsewhere, unpublished }[fact.kind];
  const least = fact.orFree ? free : fact.least;
  const amounts = least === fact.most ? least : feeFrom(least, fact.most);
  return fact.odd ? asPrinted(amounts) : amounts;
}
