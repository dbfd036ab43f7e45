/** A tap opens the place meant: in a window of the app that is open already, else in a new one. */
declare const self: ServiceWorkerGlobalScope;

export function openFromPush(event: NotificationEvent): void {
  event.notification.close();
  const { navigate = '/thong-bao' } = (event.notification.data ?? {}) as { navigate?: string };
  event.waitUntil(open(inside(navigate)));
}

/** Only pages of our own. */
export function inside(navigate: string): string {
  const url = new URL(navigate, location.origin);
  return url.origin === location.origin ? url.pathname + url.search + url.hash : '/thong-bao';
}

async function open(path: string): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const [first] = windows;
  if (first) {
    // The app changes the page itself: a form being filled in another place is asked first.
    first.postMessage({ open: path });
    await first.focus().catch(() => {});
    return;
  }
  await self.clients.openWindow(path);
}
