import assert from 'node:assert/strict';
import { test } from 'node:test';

import { beginTask, registerServiceWorker, updateReady } from '../src/app/updates.ts';
import { FakePage, FakeWorker } from './pageFakes.ts';

test('at a start a waiting version is taken, but not from under a form that is open already', async () => {
  const page = new FakePage({ controlled: true });
  const waiting = new FakeWorker();
  page.registration.waiting = waiting;
  const endTask = beginTask();
  await registerServiceWorker();
  assert.deepEqual(waiting.heard, []);
  endTask();
  assert.equal(updateReady.value, true);
  await registerServiceWorker();
  assert.deepEqual(waiting.heard, ['take-over']);
});
