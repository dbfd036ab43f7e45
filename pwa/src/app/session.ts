/** Who is signed in on this phone, also as last known while there is no network. */
import { computed, signal } from '@preact/signals';

import { api, ask, onSessionOver, type Schemas } from '../api/client.ts';
import { csrfToken } from '../api/csrf.ts';
import { Problem } from '../api/problem.ts';
import { forgetPersonal } from '../storage/lastSeen.ts';
import { lasting, ofTab } from '../storage/keyValue.ts';
import { forgetOffices } from '../storage/myOffice.ts';
import { forgetLookedUp } from '../storage/recentLookUps.ts';

export type Me = Schemas['Me'];

const STORED_AS = 'me';
/** Whose phone and whose tab this is: stays when a session ends by itself, goes with signing out. */
const LAST_PERSON = 'lastPerson';

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
  if (stored) takeOver(JSON.parse(stored) as Me);
  // Somebody signs in or out in another tab: this one must not go on showing the person before.
  addEventListener('storage', ({ key, newValue }) => {
    if (key !== STORED_AS) return;
    if (newValue) takeOver(JSON.parse(newValue) as Me);
    else me.value = null;
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
  takeOver(who);
  sessionExpired.value = false;
  lasting.setItem(STORED_AS, JSON.stringify(who));
}

let otherPersonCame: () => void = () => {};

/** Calls back before somebody else than the last person is signed in. */
export function onOtherPerson(listener: () => void): void {
  otherPersonCame = listener;
}

/** Nothing of the person before stays in sight, also when they never signed out. */
function takeOver(who: Me): void {
  const isOthers = (last: string | null) => last !== null && last !== who.id;
  if (isOthers(ofTab.getItem(LAST_PERSON))) ofTab.clear();
  ofTab.setItem(LAST_PERSON, who.id);
  if (isOthers(lasting.getItem(LAST_PERSON))) {
    forgetLookedUp();
    void forgetPersonal(who.id).catch(() => {}); // storage that is refused holds nothing
    forgetOffices();
    otherPersonCame();
  }
  lasting.setItem(LAST_PERSON, who.id);
  me.value = who;
}

/** Whether something is somebody else's than who is signed in, or whose session ended by itself. */
export function isOtherPersons(id: string | undefined): boolean {
  return id !== undefined && id !== (me.value?.id ?? lasting.getItem(LAST_PERSON));
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
  lasting.removeItem(LAST_PERSON);
  me.value = null;
  sessionExpired.value = false;
  lasting.removeItem(STORED_AS);
  forgetOffices();
  forgetLookedUp();
  ofTab.clear(); // what would let the next person correct a rating
  await forgetPersonal();
}
