/** Who comes after somebody on the same phone finds nothing of theirs, also when they never signed out. */
import 'fake-indexeddb/auto';

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { isOtherPersons, me, restoreSession, signedIn, signOut, type Me } from '../src/app/session.ts';
import { keepSubscribed } from '../src/push/keepSubscribed.ts';
import { readAll, transact, write } from '../src/storage/database.ts';
import { lasting, ofTab } from '../src/storage/keyValue.ts';
import { keepOffice, keptOffice } from '../src/storage/myOffice.ts';
import { recentLookUps, rememberLookedUp } from '../src/storage/recentLookUps.ts';

const subscription = { subscribed: true, unsubscribe: async () => (subscription.subscribed = false) };
const shown = { closed: false, close: () => (shown.closed = true) };
const registration = {
  pushManager: { getSubscription: async () => (subscription.subscribed ? subscription : null) },
  getNotifications: async () => [shown],
};
const asked: string[] = [];
let status = 503;
let otherTab: (event: { key: string; newValue: string | null }) => void = () => {};
Object.defineProperty(globalThis, 'navigator', {
  value: { onLine: true, userAgent: '', maxTouchPoints: 0, serviceWorker: { getRegistration: async () => registration, ready: registration } },
  configurable: true,
});
const itself = globalThis as unknown as Record<string, unknown>;
Object.assign(itself, {
  window: itself,
  PushManager: {},
  Notification: { permission: 'granted' },
  matchMedia: () => ({ matches: false }),
  document: { cookie: '' },
  location: { origin: 'http://127.0.0.1:1' },
  addEventListener: (name: string, listener: typeof otherTab) => void (name === 'storage' && (otherTab = listener)),
  fetch: async (request: Request) => {
    asked.push(new URL(request.url).pathname);
    return new Response(null, { status });
  },
});

const hoa = { id: 'hoa', role: 'citizen', phone: '091****678' } as Me;
const binh = { id: 'binh', role: 'citizen', phone: '098****321' } as Me;
restoreSession();
keepSubscribed();

beforeEach(async () => {
  me.value = null;
  lasting.clear();
  ofTab.clear();
  await transact(['lastSeen'], 'readwrite', (open) => void open('lastSeen').clear());
  subscription.subscribed = true;
  shown.closed = false;
  signedIn(hoa);
  await write('lastSeen', { key: 'hoa dossiers', owner: 'hoa', value: {} });
  await write('lastSeen', { key: ' procedures', owner: '', value: {} });
  ofTab.setItem('rating', 'secret');
  lasting.setItem('push', 'on');
  rememberLookedUp('khai sinh');
  asked.length = 0;
  status = 503;
});

const settled = () => new Promise((resolve) => setTimeout(resolve, 50));
const pages = async () => (await readAll<{ key: string }>('lastSeen')).map(({ key }) => key);

/** The session ends by itself: me is gone, what was kept stays for when Hoa comes back. */
function sessionEnds(): void {
  me.value = null;
  lasting.removeItem('me');
}

test('somebody else signs in: the office of the person before is forgotten', () => {
  keepOffice({ code: 'H1', name: '', province: '86', isDemo: false, mandate: false });
  sessionEnds();
  signedIn(hoa);
  assert.equal(keptOffice()?.code, 'H1', 'it was their own session that had ended');
  sessionEnds();
  signedIn(binh);
  assert.equal(keptOffice(), null);
});

test('somebody else signs in: pages, secrets of the tab, choice and subscription of push are gone', async () => {
  sessionEnds();
  signedIn(binh);
  assert.equal(lasting.getItem('push'), null, 'before anything could be subscribed for Bình');
  await settled();
  assert.deepEqual(await pages(), [' procedures']);
  assert.equal(ofTab.getItem('rating'), null);
  assert.deepEqual([subscription.subscribed, shown.closed], [false, true]);
  assert.deepEqual(asked, [], 'no device of Bình was made known');
});

test('the same person signs in again: everything is still there', async () => {
  sessionEnds();
  signedIn(hoa);
  await settled();
  assert.deepEqual((await pages()).sort(), [' procedures', 'hoa dossiers']);
  assert.deepEqual([ofTab.getItem('rating'), lasting.getItem('push'), subscription.subscribed], ['secret', 'on', true]);
});

test('somebody else signs in in another tab: the secrets of this one go too', () => {
  otherTab({ key: 'me', newValue: JSON.stringify(binh) });
  assert.equal(me.value?.id, 'binh');
  assert.equal(ofTab.getItem('rating'), null);
});

test('what belongs to somebody else: not while their session has only ended, and not what is nobody’s', () => {
  assert.deepEqual([isOtherPersons('hoa'), isOtherPersons('binh'), isOtherPersons(undefined)], [false, true, false]);
  sessionEnds();
  assert.deepEqual([isOtherPersons('hoa'), isOtherPersons('binh')], [false, true]);
  signedIn(binh);
  assert.deepEqual([isOtherPersons('hoa'), isOtherPersons('binh')], [true, false]);
});

test('what was looked up on this phone goes with whoever signs out, and before whoever comes after them', async () => {
  signedIn(hoa);
  assert.deepEqual(recentLookUps(), ['khai sinh']);
  signedIn(binh);
  assert.deepEqual(recentLookUps(), []);
  rememberLookedUp('kết hôn');
  await assert.rejects(signOut(), 'no network: nobody is signed out');
  assert.deepEqual(recentLookUps(), ['kết hôn']);
  status = 204;
  await signOut();
  assert.deepEqual(recentLookUps(), []);
});
