/** A tap opens the place meant: in a window of the app that is open already, else in a new one. */
import { isNeverKept, isPage } from './kept.ts';

declare const self: ServiceWorkerGlobalScope;

const INBOX = '/thong-bao';
/** The action that only closes: the message stays unread in the inbox. */
export const LATER = 'later';

export function openFromPush(event: NotificationEvent): void {
  event.notification.close();
  if (event.action === LATER) return;
  const { navigate = INBOX } = (event.notification.data ?? {}) as { navigate?: string };
  event.waitUntil(open(inside(navigate)));
}

/** Only pages of our own; whatever is no address at all leads to the inbox. */
export function inside(navigate: string): string {
  try {
    const url = new URL(navigate, location.origin);
    return url.origin === location.origin ? url.pathname + url.search + url.hash : INBOX;
  } catch {
    return INBOX;
  }
}

function isApp(path: string): boolean {
  return isPage(path) && !isNeverKept(path);
}

async function open(path: string): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  // A receipt that is open beside the app is a window too, and hears nothing.
  const latest = windows.find(({ url }) => isApp(new URL(url).pathname));
  if (!latest) {
    await self.clients.openWindow(path);
    return;
  }
  // The app changes the page itself, so nothing is loaded anew and a draft on the screen is saved first.
  latest.postMessage({ open: path });
  await latest.focus().catch(() => self.clients.openWindow(path));
}
