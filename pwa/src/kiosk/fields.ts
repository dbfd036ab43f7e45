/** The fields of the catalogue on this machine, with how many procedures communes take in each. */
import { loadOffline } from '../lookup/keepCatalogue.ts';
import type { OfflineCatalogue } from '../lookup/offlineSearch.ts';
import { read } from '../storage/database.ts';

export interface FieldCount {
  field: string;
  count: number;
}

const OFTEN_NEEDED = 2;

/** Pure: first those with something that people often need, then the most procedures first. */
export function communeFields({ fields, levels, procedures }: Pick<OfflineCatalogue, 'fields' | 'levels' | 'procedures'>): FieldCount[] {
  const commune = levels.indexOf('xã');
  const counts = new Map<string, number>();
  const often = new Map<string, number>();
  for (const [, , field, level, , marks] of procedures) {
    const name = fields[field];
    if (!name || level !== commune) continue;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (marks & OFTEN_NEEDED) often.set(name, (often.get(name) ?? 0) + 1);
  }
  const found = [...counts].map(([field, count]) => ({ field, count }));
  return found.sort((one, other) => (often.get(other.field) ?? 0) - (often.get(one.field) ?? 0) || other.count - one.count);
}

/** Fetched first where the machine has none yet; empty without network and catalogue. */
export async function loadFields(): Promise<FieldCount[]> {
  const offline = await loadOffline();
  await offline.refreshCatalogue();
  const kept = await read<{ catalogue: OfflineCatalogue }>('catalogue', 'offline').catch(() => undefined);
  return kept ? communeFields(kept.catalogue) : [];
}
