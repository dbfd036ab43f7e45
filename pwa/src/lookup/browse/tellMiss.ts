/**
 * Tells the service of a look-up that led to nothing, so that the editors of the words can mend it.
 *
 * Only once its author has finished it, only the words, each once a visit; the service decides whether to keep them
 * (api/catalogue/misses.py). What the phone answered without a network is told to nobody.
 */
import { api } from '../../api/client.ts';
import { fold } from '../folding.ts';
import type { Answer } from '../lookUp.ts';

const told = new Set<string>();

export function tellMiss(query: string, { fromPhone }: Answer): void {
  const words = fold(query);
  if (!words || fromPhone || told.has(words)) return;
  told.add(words);
  // Nobody waits for it, and nothing is shown when it fails.
  api.POST('/api/v1/procedures/misses', { body: { q: query } }).catch(() => {});
}
