/**
 * Every push shows a notification, whatever came with it: iOS takes the subscription away after three silent ones.
 *
 * The payload is the one of Declarative Web Push, `{web_push: 8030, notification: {title, body, lang, navigate}}`.
 */
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

export function declared(data: PushMessageData | null): Declared {
  try {
    const message = data?.json() as { notification?: Partial<Declared> } | undefined;
    return { ...UNREADABLE, ...message?.notification };
  } catch {
    return UNREADABLE;
  }
}

async function show({ title, body, lang, navigate, app_badge: badge }: Declared): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window' });
  for (const page of pages) page.postMessage('pushed');
  await Promise.all([
    // One notification a place: a newer state of a dossier replaces the older one, and rings again.
    self.registration.showNotification(title, {
      body,
      lang,
      tag: new URL(navigate, location.origin).pathname,
      renotify: true,
      icon: '/icons/192.png',
      badge: '/icons/badge.png',
      data: { navigate },
    } as NotificationOptions),
    Number(badge) > 0 && 'setAppBadge' in navigator ? navigator.setAppBadge(Number(badge)).catch(() => {}) : undefined,
  ]);
}
