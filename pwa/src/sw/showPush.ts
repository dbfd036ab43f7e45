/**
 * Every push shows a notification, whatever came with it: iOS takes the subscription away after three silent ones.
 *
 * The payload is the one of Declarative Web Push, `{web_push: 8030, notification: {title, body, lang, navigate}}`.
 */
import { inside } from './openFromPush.ts';

declare const self: ServiceWorkerGlobalScope;

interface Declared {
  title: string;
  body: string;
  lang: string;
  navigate: string;
  app_badge?: string;
}

const UNREADABLE: Declared = { title: 'Một Cửa', body: 'Có tin mới về hồ sơ. Chạm để xem.', lang: 'vi', navigate: '/thong-bao' };

export function showPush(event: PushEvent): void {
  event.waitUntil(show(declared(event.data)));
}

/** Whatever is no text falls back to words that are true for every message. */
export function declared(data: PushMessageData | null): Declared {
  let given: unknown;
  try {
    given = (data?.json() as { notification?: unknown } | null)?.notification;
  } catch {
    // Not JSON: a message of a newer service, or none of ours.
  }
  const found = { ...UNREADABLE };
  for (const [name, value] of Object.entries(given ?? {})) {
    if (typeof value === 'string' && value) found[name as keyof Declared] = value;
  }
  return found;
}

async function show({ title, body, lang, navigate, app_badge: badge }: Declared): Promise<void> {
  const path = inside(navigate);
  const [icon, badgeIcon] = await Promise.all(['/icons/192.png', '/icons/badge.png'].map(keptPicture));
  // One notification a place: a newer state of a dossier replaces the older one, and rings again.
  const shown = self.registration.showNotification(title, {
    body,
    lang,
    tag: path,
    renotify: true,
    icon,
    badge: badgeIcon,
    data: { navigate: path },
  } as NotificationOptions);
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const page of pages) page.postMessage('pushed');
  if (Number(badge) > 0 && 'setAppBadge' in navigator) await navigator.setAppBadge(Number(badge)).catch(() => {});
  await shown;
}

/**
 * A picture with its bytes, or none. Browsers ask the network for an address, past this worker, and show the words only
 * when it has answered: on a slow network that was after the worker's time was over.
 */
async function keptPicture(path: string): Promise<string | undefined> {
  try {
    const kept = await caches.match(path);
    return kept && `data:image/png;base64,${btoa(String.fromCharCode(...new Uint8Array(await kept.arrayBuffer())))}`;
  } catch {
    return undefined; // storage that is refused
  }
}
