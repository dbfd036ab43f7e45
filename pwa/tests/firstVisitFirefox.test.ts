import assert from 'node:assert/strict';
import { test } from 'node:test';

import { registerServiceWorker, updateReady } from '../src/app/updates.ts';
import { FakePage, FakeWorker } from './pageFakes.ts';

test('the first worker is no new version either when it serves the page before it tells that it is installed', async () => {
  const page = new FakePage({ controlled: false });
  await registerServiceWorker();
  const first = new FakeWorker();
  page.takeOver(first);
  page.arrive(first);
  assert.deepEqual([page.reloads, updateReady.value], [0, false]);
  page.arrive();
  assert.equal(updateReady.value, true);
});
