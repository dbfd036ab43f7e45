import type { FieldCount } from '../lookup/browse/phoneCatalogue.ts';

/** First those with something that people often need, then the most procedures first. */
export function oftenFirst(fields: readonly FieldCount[]): FieldCount[] {
  return [...fields].sort((one, other) => Number(other.often_needed) - Number(one.often_needed) || other.count - one.count);
}
