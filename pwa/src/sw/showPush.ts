/**
 * Every push shows a notification, whatever came with it: iOS takes the subscription away after three silent ones.
 *
 * The payload is the one of Declarative Web Push, `{web_push: 8030, notification: {title, body, lang, navigate, app_badge, silent}}`.
 */
import { inside, LATER } from './openFromPush.ts';

declare const self: ServiceWorkerGlobalScope;

interface Declared {
  title: string;
  body: string;
  lang: string;
  navigate: string;
  app_badge?: string;
  /** Makes no sound: it takes the place of one of minutes ago, or it is night. */
  silent?: boolean;
}

const UNREADABLE: Declared = { title: 'Một Cửa', body: 'Có tin mới về hồ sơ. Chạm để xem.', lang: 'vi', navigate: '/thong-bao' };

/** Where the browser shows them: Chromium. */
const ACTIONS = {
  vi: [
    { action: 'open', title: 'Mở xem' },
    { action: LATER, title: 'Để sau' },
  ],
  en: [
    { action: 'open', title: 'Open' },
    { action: LATER, title: 'Later' },
  ],
};

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
    if (typeof value === 'string' && value && name !== 'silent') found[name as 'title'] = value;
    if (name === 'silent') found.silent = value === true;
  }
  return found;
}

async function show({ title, body, lang, navigate, app_badge: badge, silent = false }: Declared): Promise<void> {
  const path = inside(navigate);
  const [icon, badgeIcon] = await Promise.all(['/icons/192.png', '/icons/badge.png'].map(keptPicture));
  // One notification a place: a newer state of a dossier replaces the older one.
  const shown = self.registration.showNotification(title, {
    body,
    lang,
    tag: path,
    renotify: !silent,
    silent,
    actions: lang === 'en' ? ACTIONS.en : ACTIONS.vi,
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
