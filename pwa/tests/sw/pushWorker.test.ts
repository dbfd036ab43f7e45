import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { keepSubscription, keptSubscription } from '../../src/push/keptSubscription.ts';
import { inside, openFromPush } from '../../src/sw/openFromPush.ts';
import { renewSubscription } from '../../src/sw/renewSubscription.ts';
import { showPush } from '../../src/sw/showPush.ts';
import { FakeCaches } from './workerFakes.ts';

/** The few things of a service worker's scope that the listeners use. */
let shown: { title: string; options: NotificationOptions }[];
let opened: string[];
let told: unknown[];
let windows: { url: string; postMessage: (message: unknown) => void; focus: () => Promise<void> }[];

const aWindow = (focus = () => Promise.resolve(), path = '/') => ({ url: `https://motcua.example${path}`, postMessage: (message: unknown) => told.push(message), focus });

beforeEach(() => {
  shown = [];
  opened = [];
  told = [];
  windows = [];
  Object.assign(globalThis, {
    caches: new FakeCaches(),
    location: { origin: 'https://motcua.example' },
    self: {
      registration: { showNotification: async (title: string, options: NotificationOptions) => void shown.push({ title, options }) },
      clients: { matchAll: async () => windows, openWindow: async (path: string) => void opened.push(path) },
    },
  });
});

async function dispatch(listener: (event: never) => void, event: object): Promise<void> {
  let work: Promise<unknown> = Promise.resolve();
  listener({ ...event, waitUntil: (promise: Promise<unknown>) => (work = promise) } as never);
  await work;
}

const push = (json: () => unknown) => dispatch(showPush, { data: { json } });
const tap = async (data: unknown) => {
  let closed = false;
  await dispatch(openFromPush, { notification: { data, close: () => (closed = true) } });
  assert.equal(closed, true);
};

test('a push shows its words and remembers its place', async () => {
  await push(() => ({ web_push: 8030, notification: { title: 'Đã có kết quả', body: 'Mời nhận.', lang: 'vi', navigate: 'https://motcua.example/ho-so/1' } }));
  assert.equal(shown[0]!.title, 'Đã có kết quả');
  assert.equal(shown[0]!.options.tag, '/ho-so/1');
  assert.deepEqual(shown[0]!.options.data, { navigate: '/ho-so/1' });
});

test('whatever came, something is shown', async () => {
  const strange: (() => unknown)[] = [
    () => {
      throw new SyntaxError('no JSON');
    },
    () => null,
    () => 'text',
    () => ({ notification: null }),
    () => ({ notification: { title: null, body: 7, navigate: {} } }),
    () => ({ notification: { title: '', navigate: 'http://' } }),
  ];
  for (const json of strange) await push(json);
  await dispatch(showPush, { data: null });
  assert.equal(shown.length, strange.length + 1);
  for (const { title, options } of shown) {
    assert.equal(title, 'Một Cửa');
    assert.match(options.body!, /Có tin mới/);
    assert.equal(options.tag, '/thong-bao');
  }
});

test('pictures come with their bytes or not at all: the words wait for no network', async () => {
  const kept = new FakeCaches();
  kept.fill('app-1', { '/icons/192.png': 'abc' });
  Object.assign(globalThis, { caches: kept });
  await push(() => ({}));
  assert.deepEqual([shown[0]!.options.icon, shown[0]!.options.badge], ['data:image/png;base64,YWJj', undefined]);
  Object.assign(globalThis, { caches: { match: () => Promise.reject(new DOMException('refused')) } });
  await push(() => ({}));
  assert.equal(shown[1]!.options.icon, undefined);
});

test('open pages hear of a push', async () => {
  windows = [aWindow(), aWindow()];
  await push(() => ({}));
  assert.deepEqual(told, ['pushed', 'pushed']);
});

test('a tap without a window opens one', async () => {
  await tap({ navigate: '/ho-so/1' });
  assert.deepEqual(opened, ['/ho-so/1']);
});

test('a tap with a window changes its page and does not load it anew', async () => {
  windows = [aWindow(), aWindow()];
  await tap({ navigate: '/ho-so/1' });
  assert.deepEqual(told, [{ open: '/ho-so/1' }]);
  assert.deepEqual(opened, []);
});

test('a window that cannot come to the front is replaced by a new one', async () => {
  windows = [aWindow(() => Promise.reject(new Error('not allowed')))];
  await tap({ navigate: '/ho-so/1' });
  assert.deepEqual(opened, ['/ho-so/1']);
});

test('a receipt in a window of its own is not the app', async () => {
  windows = [aWindow(undefined, '/api/v1/dossiers/1/receipt.pdf'), aWindow(undefined, '/icon.svg')];
  await tap({ navigate: '/ho-so/1' });
  assert.deepEqual([told, opened], [[], ['/ho-so/1']]);
  windows.push(aWindow(undefined, '/thu-tuc/1.001193'));
  await tap({ navigate: '/ho-so/2' });
  assert.deepEqual(told, [{ open: '/ho-so/2' }]);
});

test('a tap never leads to another site', async () => {
  for (const foreign of ['https://evil.example/ho-so/1', '//evil.example', 'javascript:alert(1)', 'http://', 'https://motcua.example.evil.example/']) {
    assert.equal(inside(foreign), '/thong-bao', foreign);
  }
  assert.equal(inside('/ho-so/1?a=b#c'), '/ho-so/1?a=b#c');
  await tap(null);
  await tap({ navigate: 'https://evil.example/' });
  assert.deepEqual(opened, ['/thong-bao', '/thong-bao']);
});

test('what follows within minutes, or comes at night, makes no sound', async () => {
  await push(() => ({ notification: { title: 'Đang xử lý', silent: true } }));
  await push(() => ({ notification: { title: 'Đã có kết quả', silent: 'yes' } }));
  const rings = shown.map(({ options }) => [options.silent, (options as { renotify?: boolean }).renotify]);
  assert.deepEqual(rings, [
    [true, false],
    [false, true],
  ]);
});

test('a notification can be opened or put off', async () => {
  await push(() => ({ notification: { title: 'Papers are missing', lang: 'en', navigate: '/ho-so/1' } }));
  const { actions } = shown[0]!.options as { actions?: { action: string; title: string }[] };
  assert.deepEqual(
    actions?.map(({ title }) => title),
    ['Open', 'Later'],
  );
  await dispatch(openFromPush, { action: actions![1]!.action, notification: { data: { navigate: '/ho-so/1' }, close: () => {} } });
  assert.deepEqual(opened, []);
  await dispatch(openFromPush, { action: actions![0]!.action, notification: { data: { navigate: '/ho-so/1' }, close: () => {} } });
  assert.deepEqual(opened, ['/ho-so/1']);
});

test('a changed subscription is told to open pages, which send it again', async () => {
  windows = [aWindow()];
  await dispatch(renewSubscription as never, {});
  assert.deepEqual(told, ['resubscribe']);
});

test('with the app closed the worker tells the service itself, by the secret of the old one', async () => {
  await keepSubscription({ endpoint: 'https://push.example/old', auth: 'old secret' });
  const fresh = { endpoint: 'https://push.example/new', toJSON: () => ({ endpoint: 'https://push.example/new', keys: { p256dh: 'p', auth: 'new secret' } }) };
  const sent: unknown[] = [];
  let status = 404;
  const fetch = async (path: string, { method, credentials, body }: RequestInit) => {
    sent.push([path, method, credentials, JSON.parse(String(body))]);
    return new Response(null, { status });
  };
  Object.assign(globalThis, { fetch });
  await dispatch(renewSubscription as never, { newSubscription: fresh });
  assert.deepEqual((await keptSubscription())?.endpoint, 'https://push.example/old', 'refused: the next start of the app tells it');
  status = 204;
  await dispatch(renewSubscription as never, { newSubscription: fresh });
  assert.deepEqual(sent[1], [
    '/api/v1/push/renewals',
    'PUT',
    'omit',
    { old: { endpoint: 'https://push.example/old', auth: 'old secret' }, ...fresh.toJSON() },
  ]);
  assert.deepEqual(await keptSubscription(), { endpoint: 'https://push.example/new', auth: 'new secret' });
});
