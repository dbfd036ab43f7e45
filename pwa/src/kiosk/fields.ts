/** The fields of the catalogue on this machine, with how many procedures communes take in each. */
import { loadOffline } from '../lookup/keepCatalogue.ts';
import type { OfflineCatalogue } from '../lookup/offlineSearch.ts';
import { read } from '../storage/database.ts';

export interface FieldCount {
  field: string;
  count: number;
}

/** Pure: the most procedures first. */
export function communeFields({ fields, levels, procedures }: Pick<OfflineCatalogue, 'fields' | 'levels' | 'procedures'>): FieldCount[] {
  const commune = levels.indexOf('xã');
  const counts = new Map<string, number>();
  for (const [, , field, level] of procedures) {
    const name = fields[field];
    if (name && level === commune) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([field, count]) => ({ field, count })).sort((one, other) => other.count - one.count);
}

/** Fetched first where the machine has none yet; empty without network and catalogue. */
export async function loadFields(): Promise<FieldCount[]> {
  const offline = await loadOffline();
  await offline.refreshCatalogue();
  const kept = await read<{ catalogue: OfflineCatalogue }>('catalogue', 'offline').catch(() => undefined);
  return kept ? communeFields(kept.catalogue) : [];
}
