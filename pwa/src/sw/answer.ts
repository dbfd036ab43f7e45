/** Pages and files of the app from the cache, everything else straight from the network. */
import { keepMissing } from './keepPart.ts';
import { CACHE, importsOf, isHashed, isNeverKept, isPage, KEPT_FILES, SHELL } from './kept.ts';

export function answer(event: FetchEvent): void {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || isNeverKept(url.pathname)) return;
  if (KEPT_FILES.includes(url.pathname)) event.respondWith(fromCache(url.pathname, request));
  else if (isHashed(url.pathname)) {
    event.respondWith(fromAnyCache(request));
    // WebKit takes a module that it has in its memory from there: an import may never be asked for here.
    event.waitUntil(lookUp(() => keepMissing(importsOf(url.pathname))));
  } else if (request.mode === 'navigate' && isPage(url.pathname)) event.respondWith(fromCache(SHELL, request));
}

/** Of this build only: shell and files must fit together. */
async function fromCache(path: string, request: Request): Promise<Response> {
  return (await lookUp(async () => (await caches.open(CACHE)).match(path))) ?? fetch(request);
}

/** Parts loaded on use, also of the build before; kept from then on. */
async function fromAnyCache(request: Request): Promise<Response> {
  const known = await lookUp(() => caches.match(request.url));
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) {
    const copy = response.clone();
    await lookUp(async () => (await caches.open(CACHE)).put(request.url, copy)); // a full phone still shows the page
  }
  return response;
}

/** A broken or full storage must not stand between a page and the network. */
async function lookUp<T>(inStorage: () => Promise<T>): Promise<T | undefined> {
  try {
    return await inStorage();
  } catch {
    return undefined;
  }
}
