/** Today's example of the time limits, as the service computes it. Pure. */
import type { Schemas } from '../../api/client.ts';
import type { Span } from '../procedureFacts.ts';

export type DueExample = Schemas['DueExample'];
/** `askedOn`: the day it was by this phone's own clock, which may be wrong: yesterday's example is none of today. */
export type DueToday = Schemas['DueToday'] & { askedOn: string };

export function exampleOf({ examples }: Pick<DueToday, 'examples'>, { quantity, unit }: Span): DueExample | undefined {
  return examples.find((example) => example.quantity === quantity && example.unit === unit);
}
