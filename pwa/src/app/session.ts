/** Who is signed in on this phone, also as last known while there is no network. */
import { computed, signal } from '@preact/signals';

import { api, ask, onSessionOver, type Schemas } from '../api/client.ts';
import { csrfToken } from '../api/csrf.ts';
import { Problem } from '../api/problem.ts';
import { forgetPersonal } from '../storage/lastSeen.ts';
import { lasting } from '../storage/keyValue.ts';

export type Me = Schemas['Me'];

const STORED_AS = 'me';

/** null: nobody. */
export const me = signal<Me | null>(null);
/** Whether the last session ended by itself: the sign-in page then says so. */
export const sessionExpired = signal(false);

/** Names whose pages are kept on the phone; '' is the public. */
export const owner = computed(() => me.value?.id ?? '');
export const isCitizen = computed(() => me.value?.role === 'citizen');
export const isOfficer = computed(() => me.value !== null && me.value.role !== 'citizen');

export function restoreSession(): void {
  onSessionOver(sessionEnded);
  const stored = lasting.getItem(STORED_AS);
  if (stored) me.value = JSON.parse(stored) as Me;
  // Somebody signs in or out in another tab: this one must not go on showing the person before.
  addEventListener('storage', ({ key, newValue }) => {
    if (key === STORED_AS) me.value = newValue ? (JSON.parse(newValue) as Me) : null;
  });
  void csrfToken('csrf_refresh_token').then((token) => {
    if (token || stored) void confirmSession();
  });
}

/** Asks the service once a start; only its clear 'no' signs out. */
async function confirmSession(): Promise<void> {
  try {
    signedIn(await ask(api.GET('/api/v1/me')));
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
  }
}

export function signedIn(who: Me): void {
  me.value = who;
  sessionExpired.value = false;
  lasting.setItem(STORED_AS, JSON.stringify(who));
}

/** The service no longer knows us: ask to sign in again, keep what the person was reading and writing. */
function sessionEnded(): void {
  if (!me.value) return;
  me.value = null;
  sessionExpired.value = true;
  lasting.removeItem(STORED_AS);
}

/** Throws the Problem of a network that is missing: else the cookies would stay valid on a shared phone. */
export async function signOut(): Promise<void> {
  await ask(api.DELETE('/api/v1/auth/session')).catch((thrown) => {
    if (!(thrown instanceof Problem && thrown.needsSignIn)) throw thrown;
  });
  me.value = null;
  sessionExpired.value = false;
  lasting.removeItem(STORED_AS);
  await forgetPersonal();
}
