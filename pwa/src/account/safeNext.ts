/** Where to go on after signing in, as the browser would read it: only to pages of our own, never to another site. */
export function safeNext(next: string | undefined): string | null {
  if (!next?.startsWith('/')) return null;
  try {
    const { origin, pathname, search, hash } = new URL(next, location.origin);
    return origin === location.origin && !pathname.startsWith('//') ? pathname + search + hash : null;
  } catch {
    return null;
  }
}
