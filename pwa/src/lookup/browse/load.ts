/** What browsing shows: from the catalogue on this phone where that says as much, else from the service. */
import { api, ask } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { offlineIndex } from '../offlineCatalogue.ts';
import type { Level } from '../offlineSearch.ts';
import { fieldCounts, lifeEvent, lifeEvents, type FieldCount, type LifeEvent, type LifeEventPage } from './phoneCatalogue.ts';

export async function loadFields(level: Level | ''): Promise<FieldCount[]> {
  const index = await offlineIndex();
  if (index) return fieldCounts(index.catalogue, level);
  return (await ask(api.GET('/api/v1/procedures/fields', { params: { query: level ? { level } : {} } }))).items;
}

export async function loadEvents(): Promise<LifeEvent[]> {
  const index = await offlineIndex();
  return (index && lifeEvents(index.catalogue)) ?? (await ask(api.GET('/api/v1/life-events'))).items;
}

/** The service also knows time and fee of each procedure. */
export async function loadEvent(slug: string): Promise<LifeEventPage> {
  try {
    return await ask(api.GET('/api/v1/life-events/{slug}', { params: { path: { slug } } }));
  } catch (thrown) {
    const index = thrown instanceof Problem && thrown.unanswered && (await offlineIndex());
    const kept = index && lifeEvent(index.catalogue, slug, (row) => index.itemAt(row));
    if (kept) return kept;
    throw thrown;
  }
}
