/**
 * The browser has replaced the subscription, also with the app closed and nobody signed in: the service is told by the
 * old one's secret. If that fails, the app tells it at its next start, or now when it is open.
 */
import { keepSubscription, keptSubscription } from '../push/keptSubscription.ts';
import { keyBytes } from '../push/support.ts';

declare const self: ServiceWorkerGlobalScope;

interface ChangeEvent extends ExtendableEvent {
  readonly newSubscription?: PushSubscription | null;
}

export function renewSubscription(event: Event): void {
  const change = event as ChangeEvent;
  change.waitUntil(renew(change).catch(() => {}).then(tellPages));
}

async function renew({ newSubscription }: ChangeEvent): Promise<void> {
  const old = await keptSubscription();
  if (!old) return; // turned off, or signed out
  const given = newSubscription ?? (await self.registration.pushManager.getSubscription()) ?? (await subscribe());
  const fresh = given.toJSON();
  const body = JSON.stringify({ old, ...fresh });
  const sent = { method: 'PUT', credentials: 'omit', headers: { 'Content-Type': 'application/json' }, body } as const;
  const answer = await fetch('/api/v1/push/renewals', sent);
  if (answer.ok) await keepSubscription({ endpoint: given.endpoint, auth: fresh.keys?.auth ?? '' });
}

async function subscribe(): Promise<PushSubscription> {
  const { key } = (await (await fetch('/api/v1/push/key')).json()) as { key: string };
  return self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: keyBytes(key) });
}

async function tellPages(): Promise<void> {
  for (const page of await self.clients.matchAll({ type: 'window', includeUncontrolled: true })) page.postMessage('resubscribe');
}
