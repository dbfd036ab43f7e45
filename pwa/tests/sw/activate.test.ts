import assert from 'node:assert/strict';
import { test } from 'node:test';

import { activate } from '../../src/sw/activate.ts';
import { FakeCaches, inWorker } from './workerFakes.ts';

test('older versions go, the one before stays, open pages are taken over', async () => {
  const caches = new FakeCaches();
  for (const name of ['app-one', 'app-two', 'somebody-elses', 'app-test']) caches.fill(name, {});
  inWorker(caches, {});
  let claimed = false;
  Object.assign(globalThis, { self: { clients: { claim: async () => void (claimed = true) } } });

  let work: Promise<unknown> | undefined;
  activate({ waitUntil: (given: Promise<unknown>) => (work = given) } as unknown as ExtendableEvent);
  await work;

  assert.deepEqual(await caches.keys(), ['app-two', 'somebody-elses', 'app-test']);
  assert.equal(claimed, true);
});
