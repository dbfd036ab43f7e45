/** Fetches every file of the app before it is used: all or nothing. */
import { CACHE, filesOfPart, isHashed, isOurs, isShellOfThisBuild, KEPT_FILES, partOf, SHELL } from './kept.ts';

export function install(event: ExtendableEvent): void {
  event.waitUntil(fill());
}

export async function fill(): Promise<void> {
  const names = await caches.keys();
  try {
    const cache = await caches.open(CACHE);
    const paths = [...KEPT_FILES, ...(await partsInUse(names))];
    await Promise.all(paths.map((path) => keep(cache, path)));
  } catch (thrown) {
    // Half a cache must not pass for 'the build before'. One that was there already may be the running build's.
    if (!names.includes(CACHE)) await caches.delete(CACHE);
    throw thrown;
  }
}

/** What this phone has opened in an older version has to open without a network in this one too (English words, the desk). */
async function partsInUse(names: readonly string[]): Promise<string[]> {
  const known = new Set<string>();
  for (const name of names.filter(isOurs)) {
    const requests = await (await caches.open(name)).keys();
    for (const { url } of requests) known.add(partOf(new URL(url).pathname));
  }
  return [...new Set([...known].flatMap(filesOfPart))];
}

/** A hashed file that an older cache has is not fetched again; the others always come from the server. */
export async function keep(cache: Cache, path: string): Promise<void> {
  const known = isHashed(path) ? await caches.match(path) : undefined;
  const response = known ?? (await fetch(path, { cache: isHashed(path) ? 'default' : 'reload' }));
  // A redirected answer would break every navigation.
  if (!response.ok || response.redirected) throw new TypeError(`${path}: ${response.status}`);
  if (path === SHELL && !isShellOfThisBuild(await response.clone().text())) throw new TypeError('shell of another build');
  await cache.put(path, response);
}
