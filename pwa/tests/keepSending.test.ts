import 'fake-indexeddb/auto';

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { network } from '../src/app/network.ts';
import { me, type Me } from '../src/app/session.ts';
import { beginTask } from '../src/app/updates.ts';
import { keepSending } from '../src/handin/keepSending.ts';

/** How often the outbox was looked at. */
let looks = 0;
const locks = {
  async request(...all: unknown[]) {
    looks += 1;
    return (all.at(-1) as (lock: object) => unknown)({});
  },
};
Object.defineProperty(globalThis, 'navigator', { value: { locks, onLine: true }, configurable: true });
Object.assign(globalThis, { addEventListener: () => {}, document: { addEventListener: () => {} } });

async function looksDuring(work: () => void): Promise<number> {
  const before = looks;
  work();
  await new Promise((resolve) => setTimeout(resolve, 50)); // nothing tells that nothing happens
  return looks - before;
}

test('the outbox is looked at when it begins, when somebody signs in and when the network comes back, not at each task', async () => {
  assert.equal(await looksDuring(keepSending), 1);
  assert.equal(await looksDuring(() => (me.value = { id: 'one', role: 'citizen' } as Me)), 1);
  assert.equal(await looksDuring(() => beginTask()()), 0);
  assert.equal(await looksDuring(() => (network.value = 'unreachable')), 0);
  assert.equal(await looksDuring(() => (network.value = 'online')), 1);
});
