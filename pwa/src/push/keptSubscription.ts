/**
 * The subscription that the service knows, kept where the service worker finds it too.
 *
 * A browser may replace it while the app is closed, and not every one says then what the old one was.
 */
export interface KeptSubscription {
  endpoint: string;
  auth: string;
}

const CACHE = 'push';
const PATH = '/push-subscription';

export async function keepSubscription(kept: KeptSubscription): Promise<void> {
  await (await caches.open(CACHE)).put(PATH, new Response(JSON.stringify(kept)));
}

export async function keptSubscription(): Promise<KeptSubscription | undefined> {
  return (await caches.match(PATH, { cacheName: CACHE }))?.json() as Promise<KeptSubscription | undefined>;
}

export async function forgetKeptSubscription(): Promise<void> {
  await caches.delete(CACHE);
}
