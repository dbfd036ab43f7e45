/** A page says which part somebody will probably open next: it is fetched now, with what it imports. */
import { CACHE, filesOfPart } from './kept.ts';
import { keep } from './install.ts';

export function keepPart(event: ExtendableMessageEvent): void {
  const { keep: part } = (event.data ?? {}) as { keep?: string };
  if (part) event.waitUntil(keepMissing(filesOfPart(part)));
}

export async function keepMissing(paths: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  // Without a network, or on a full phone, they are fetched when they are opened.
  await Promise.allSettled(paths.map(async (path) => (await cache.match(path)) ?? keep(cache, path)));
}
