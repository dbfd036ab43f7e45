/** One page's life with a new version, in order: the module keeps what happened to its page. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { applyUpdate, beginTask, registerServiceWorker, updateBetweenTasks, updateReady } from '../src/app/updates.ts';
import { FakePage, type FakeWorker } from './pageFakes.ts';

const page = new FakePage({ controlled: true });
let waiting: FakeWorker;

test('a new version is offered when no task is open, and never reloads by itself', async () => {
  await registerServiceWorker();
  const endTask = beginTask();
  waiting = page.arrive();
  assert.equal(updateReady.value, false, 'nobody is disturbed');
  updateBetweenTasks();
  assert.deepEqual(waiting.heard, [], 'nor on the way home');
  endTask();
  endTask();
  assert.equal(updateReady.value, true);
  assert.equal(page.reloads, 0);
});

test('another tab lets it take over during a task: the page stays, and offers to reload afterwards', () => {
  const endTask = beginTask();
  page.takeOver(waiting);
  assert.equal(page.reloads, 0);
  endTask();
  assert.equal(updateReady.value, true);
});

test('taking it reloads once', () => {
  waiting = page.arrive();
  applyUpdate();
  assert.deepEqual(waiting.heard, ['take-over']);
  assert.equal(page.reloads, 0, 'not before it has taken over');
  page.takeOver(waiting);
  page.takeOver();
  assert.equal(page.reloads, 1);
});
