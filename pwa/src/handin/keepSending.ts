/**
 * Keeps the outbox moving while a page is open: at the start, when something new waits, when the network or the
 * person comes back, and by a timer that waits longer and longer. `online` does not fire when only the server was away.
 */
import { effect, untracked } from '@preact/signals';

import { api, ask } from '../api/client.ts';
import { missed, network } from '../app/network.ts';
import { me } from '../app/session.ts';
import { beginTask } from '../app/updates.ts';
import { change, readDrafts } from './drafts.ts';
import { drain, type Outcome } from './outbox.ts';
import outboxWorker from './outboxWorker.ts?worker&url';

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;
const BUSY_WAIT_MS = 5_000;
/** What was handed in leaves this phone altogether; until then its old addresses lead to the dossier. */
const KEPT_AFTER_MS = 7 * 24 * 3600_000;

let waitMs = FIRST_WAIT_MS;
let timer: ReturnType<typeof setTimeout> | undefined;
let running: Promise<void> | undefined;
let wantedAgain = false;
let kept = false;

/** Sends what waits now; a call during a sending is remembered. */
export function sendNow(): void {
  clearTimeout(timer);
  waitMs = FIRST_WAIT_MS;
  void go();
}

export function keepSending(): void {
  if (kept) return;
  kept = true;
  void forgetHandedIn().catch(() => {}); // storage that is refused holds nothing
  addEventListener('online', sendNow);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') sendNow();
  });
  // Also at once, that is, at the start; somebody who signs in may have something waiting here.
  effect(() => {
    void me.value;
    // A sending is a task of its own: it must not wake itself.
    if (network.value === 'online') untracked(sendNow);
  });
}

async function forgetHandedIn(): Promise<void> {
  for (const { id, state, triedAt } of await readDrafts()) {
    if (state === 'handed_in' && Date.now() - triedAt > KEPT_AFTER_MS) await change(id, () => null);
  }
}

async function go(): Promise<void> {
  wantedAgain = true;
  running ??= (async () => {
    while (wantedAgain) {
      wantedAgain = false;
      await once();
    }
  })().finally(() => {
    running = undefined;
  });
  await running;
}

async function once(): Promise<void> {
  const endTask = beginTask();
  try {
    schedule(await drain());
  } catch (thrown) {
    console.error(thrown); // the phone's storage failed: what waits is still there, or the page says that it is not
    schedule('later');
  } finally {
    endTask();
  }
}

function schedule(outcome: Outcome): void {
  clearTimeout(timer);
  if (outcome === 'done') return;
  // The session's own guard notices that nobody is signed in any more, and the pages ask to sign in.
  if (outcome === 'sign_in') return void ask(api.GET('/api/v1/me')).catch(() => {});
  if (outcome === 'no_answer') {
    missed();
    void syncLater();
  }
  timer = setTimeout(() => void go(), outcome === 'busy' ? BUSY_WAIT_MS : waitMs * (0.75 + Math.random() / 2));
  waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
}

/** Chromium goes on with the app closed. */
export async function syncLater(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  const { sync } = (registration ?? {}) as { sync?: { register(tag: string): Promise<void> } };
  // A service worker that does not keep this file (an older one) does not know how to send.
  if (sync && (await caches.match(outboxWorker))) await sync.register('outbox').catch(() => {});
}
