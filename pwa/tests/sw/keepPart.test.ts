import assert from 'node:assert/strict';
import { test } from 'node:test';

import { keepPart } from '../../src/sw/keepPart.ts';
import { FakeCaches, inWorker } from './workerFakes.ts';

const DESK = '/assets/Desk-222222.js';
const QR = '/assets/qr-333333.js';

async function say(data: unknown): Promise<void> {
  const waits: Promise<unknown>[] = [];
  keepPart({ data, waitUntil: (until: Promise<unknown>) => void waits.push(until) } as unknown as ExtendableMessageEvent);
  await Promise.all(waits);
}

test('a part is kept with what it imports, and fetched once', async () => {
  const caches = new FakeCaches();
  const asked = inWorker(caches, { [DESK]: 'desk', [QR]: 'qr' });
  await say({ keep: 'Desk' });
  await say({ keep: 'Desk' });
  assert.deepEqual(caches.paths('app-test'), [DESK, QR]);
  assert.deepEqual(asked.sort(), [DESK, QR]);
});

test('what cannot be fetched now is left for later, the rest is kept', async () => {
  const caches = new FakeCaches();
  inWorker(caches, { [QR]: 'qr' });
  await say({ keep: 'Desk' });
  assert.deepEqual(caches.paths('app-test'), [QR]);
});

test('a part that this build does not have, and other messages, change nothing', async () => {
  const caches = new FakeCaches();
  const asked = inWorker(caches, {});
  for (const data of [{ keep: 'nothing' }, { open: '/' }, 'take-over', null]) await say(data);
  assert.deepEqual(asked, []);
});
