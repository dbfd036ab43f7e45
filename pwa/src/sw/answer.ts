/** Pages and files of the app from the cache, everything else straight from the network. */
import { CACHE, isHashed, isNeverKept, KEPT_FILES, SHELL } from './kept.ts';

export function answer(event: FetchEvent): void {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || isNeverKept(url.pathname)) return;
  if (request.mode === 'navigate') event.respondWith(fromCache(SHELL, request));
  else if (KEPT_FILES.includes(url.pathname)) event.respondWith(fromCache(url.pathname, request));
  else if (isHashed(url.pathname)) event.respondWith(fromAnyCache(request));
}

/** Of this build only: shell and files must fit together. */
async function fromCache(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}

/** Parts loaded on use, also of the build before; kept from then on. */
async function fromAnyCache(request: Request): Promise<Response> {
  const known = await caches.match(request);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) {
    const cache = await caches.open(CACHE);
    await cache.put(request, response.clone()).catch(() => {}); // a full phone still shows the page
  }
  return response;
}
