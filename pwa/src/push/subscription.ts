/**
 * Web push on this device: on, off, sent to the service again, forgotten at sign-out.
 *
 * What the person wanted stands in this phone's storage, because the browser's permission outlives both turning
 * notifications off and signing out.
 */
import { api, ask } from '../api/client.ts';
import { Problem } from '../api/problem.ts';
import { isCitizen } from '../app/session.ts';
import { language } from '../words/index.ts';
import { deviceName, isForKey, keyBytes, pushSupport, type PushSupport } from './support.ts';
import { lasting } from '../storage/keyValue.ts';
import { CHOICE } from './keepSubscribed.ts';
import { forgetKeptSubscription, keepSubscription } from './keptSubscription.ts';

/** 'failed': the browser could not reach its push service. */
export type DeviceState = 'on' | 'off' | 'denied' | 'failed' | Exclude<PushSupport, 'able'>;

/** Private windows refuse the service worker, and then `ready` never comes. */
const WORKER_PATIENCE_MS = 10_000;
/** Firefox answers only when its push service has. */
const UNSUBSCRIBE_PATIENCE_MS = 2_000;

export function isStandalone(): boolean {
  return matchMedia('(display-mode: standalone)').matches || (navigator as { standalone?: boolean }).standalone === true;
}

export function support(): PushSupport {
  return pushSupport({
    hasPush: 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window,
    userAgent: navigator.userAgent,
    touchPoints: navigator.maxTouchPoints,
    standalone: isStandalone(),
  });
}

async function currentSubscription(): Promise<PushSubscription | null> {
  const registration = support() === 'able' ? await navigator.serviceWorker.getRegistration() : undefined;
  return (await registration?.pushManager.getSubscription()) ?? null;
}

export async function currentEndpoint(): Promise<string | undefined> {
  return (await currentSubscription())?.endpoint;
}

export async function deviceState(): Promise<DeviceState> {
  const able = support();
  if (able !== 'able') return able;
  if (Notification.permission === 'denied') return 'denied';
  return lasting.getItem(CHOICE) === 'on' && (await currentSubscription()) ? 'on' : 'off';
}

/** Whether our own question was never put on this phone to whoever is signed in. */
export function mayAsk(): boolean {
  return isCitizen.value && lasting.getItem(CHOICE) === null;
}

/** Asked, or put off: not asked again by itself. */
export function askedOnce(): void {
  lasting.setItem(CHOICE, 'no');
}

/** To be called in a tap: browsers show their prompt only then. Throws a Problem when the service is not reached. */
export async function turnOn(): Promise<DeviceState> {
  if (support() !== 'able') return deviceState();
  const permission = await Notification.requestPermission();
  if (permission !== 'granted') return permission === 'denied' ? 'denied' : 'off';
  try {
    await subscribe();
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown;
    return 'failed';
  }
  lasting.setItem(CHOICE, 'on');
  return 'on';
}

export async function turnOff(): Promise<DeviceState> {
  await forgetSubscription();
  askedOnce();
  return 'off';
}

/** At each start: the service may have forgotten the device, the browser may have changed its address. */
export async function resendSubscription(): Promise<void> {
  if (!isCitizen.value || lasting.getItem(CHOICE) !== 'on') return;
  if (support() !== 'able' || Notification.permission !== 'granted') return;
  await subscribe().catch((thrown: unknown) => console.warn(thrown)); // again at the next start
}

let subscribing: Promise<void> | undefined;

function subscribe(): Promise<void> {
  subscribing ??= subscribeAndTell().finally(() => {
    subscribing = undefined;
  });
  return subscribing;
}

async function subscribeAndTell(): Promise<void> {
  const applicationServerKey = keyBytes((await ask(api.GET('/api/v1/push/key'))).key);
  const { pushManager } = await workerReady();
  let subscription = await pushManager.getSubscription();
  if (subscription && !isForKey(subscription.options.applicationServerKey, applicationServerKey)) {
    await subscription.unsubscribe();
    subscription = null;
  }
  subscription ??= await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  const { endpoint = '', keys, expirationTime } = subscription.toJSON();
  const auth = keys?.auth ?? '';
  await ask(
    api.PUT('/api/v1/push/subscriptions', {
      body: {
        endpoint,
        keys: { p256dh: keys?.p256dh ?? '', auth },
        expirationTime,
        device_name: deviceName(navigator.userAgent, navigator.maxTouchPoints),
        language,
      },
    }),
  );
  await keepSubscription({ endpoint, auth }).catch(() => {}); // then only the next start of the app can renew it
}

async function workerReady(): Promise<ServiceWorkerRegistration> {
  const tooLate = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new DOMException('no service worker', 'AbortError')), WORKER_PATIENCE_MS);
  });
  return Promise.race([navigator.serviceWorker.ready, tooLate]);
}

/** Our service sends nothing here any more, so a push service that is away may hear of it later or never. */
async function unsubscribed(subscription: PushSubscription): Promise<void> {
  const tooLate = new Promise((resolve) => setTimeout(resolve, UNSUBSCRIBE_PATIENCE_MS));
  await Promise.race([subscription.unsubscribe().catch((thrown: unknown) => console.warn(thrown)), tooLate]);
}

/**
 * Before signing out: a shared phone must not show the next person's messages, nor go on showing this one's.
 * Throws a Problem when the service is not reached; signing out then fails for the same reason.
 */
export async function forgetSubscription(): Promise<void> {
  const subscription = await currentSubscription();
  if (subscription) {
    const { endpoint } = subscription;
    await ask(api.DELETE('/api/v1/push/subscriptions', { body: { endpoint } })).catch((thrown) => {
      if (!(thrown instanceof Problem && thrown.needsSignIn)) throw thrown;
    });
  }
  await dropSubscription();
}

/** Without the service, which is told by the push service at the next message. The choice is gone at once. */
export async function dropSubscription(): Promise<void> {
  lasting.removeItem(CHOICE);
  await forgetKeptSubscription().catch(() => {});
  const subscription = await currentSubscription();
  if (subscription) await unsubscribed(subscription);
  const registration = await navigator.serviceWorker?.getRegistration();
  for (const shown of (await registration?.getNotifications?.()) ?? []) shown.close();
}
