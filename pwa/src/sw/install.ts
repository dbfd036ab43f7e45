/** Fetches every file of the app before it is used: all or nothing. */
import { CACHE, isHashed, KEPT_FILES } from './kept.ts';

export function install(event: ExtendableEvent): void {
  event.waitUntil(fill());
}

export async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(KEPT_FILES.map((path) => keep(cache, path)));
}

/** A hashed file that an older cache has is not fetched again; the others always come from the server. */
async function keep(cache: Cache, path: string): Promise<void> {
  const known = isHashed(path) ? await caches.match(path) : undefined;
  const response = known ?? (await fetch(path, { cache: isHashed(path) ? 'default' : 'reload' }));
  // A redirected answer would break every navigation.
  if (!response.ok || response.redirected) throw new TypeError(`${path}: ${response.status}`);
  await cache.put(path, response);
}
