/** Browsing in the catalogue of this phone: fields with counts, life events. Pure. */
import type { Schemas } from '../../api/client.ts';
import type { Item, Level, OfflineCatalogue } from '../offlineSearch.ts';

export type FieldCount = Schemas['Field'];
export type LifeEvent = Schemas['LifeEvent'];
export type LifeEventPage = Schemas['LifeEventPage'];

/** [slug, names, introductions, procedures]; texts in Vietnamese and English, a procedure as its place and what people call it. */
export type EventRow = [string, [string, string], [string, string], [number, string][]];

const OFTEN_NEEDED = 2;

/** Those with a procedure of this level ('' for all), in the order of the catalogue, which is that of their names. */
export function fieldCounts({ fields, levels, procedures }: OfflineCatalogue, level: Level | ''): FieldCount[] {
  const wanted = levels.indexOf(level);
  const found = fields.map((field) => ({ field, count: 0, often_needed: false }));
  for (const [, , field, levelOfRow, , marks] of procedures) {
    if (level && levelOfRow !== wanted) continue;
    found[field]!.count += 1;
    if (marks & OFTEN_NEEDED) found[field]!.often_needed = true;
  }
  return found.filter(({ field, count }) => field && count > 0);
}

/** undefined while the phone keeps a catalogue of the time before it had them. */
export function lifeEvents({ life_events: rows }: OfflineCatalogue): LifeEvent[] | undefined {
  return rows?.map(([slug, names, introductions, procedures]) => ({
    slug,
    name: inBoth(names),
    introduction: inBoth(introductions),
    count: procedures.length,
  }));
}

/** Its procedures as `itemAt` reads them, without time and fee. */
export function lifeEvent(
  { life_events: rows }: OfflineCatalogue,
  slug: string,
  itemAt: (row: number) => Item,
): LifeEventPage | undefined {
  const row = rows?.find(([each]) => each === slug);
  if (!row) return undefined;
  const [, names, introductions, procedures] = row;
  const items = procedures.map(([place, label]) => ({ ...itemAt(place), label }));
  return { slug, name: inBoth(names), introduction: inBoth(introductions), items };
}

function inBoth([vi, en]: [string, string]) {
  return { vi, en };
}
