import assert from 'node:assert/strict';
import { test } from 'node:test';

import { registerServiceWorker, updateReady } from '../src/app/updates.ts';
import { FakePage } from './pageFakes.ts';

test('the first worker takes a page over in silence; the next one, in the same page, is a new version', async () => {
  const page = new FakePage({ controlled: false });
  await registerServiceWorker();
  page.arrive();
  assert.equal(updateReady.value, false);
  page.takeOver();
  assert.deepEqual([page.reloads, updateReady.value], [0, false]);
  const second = page.arrive();
  assert.equal(updateReady.value, true);
  page.takeOver(second);
  assert.equal(page.reloads, 1);
});
