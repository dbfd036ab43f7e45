import { draw, until } from './shownPages.ts';

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { registerServiceWorker, updateReady, useTask } from '../src/app/updates.ts';
import { FakePage } from './pageFakes.ts';

test('a form that somebody has begun to fill in holds a new version back until it is closed', async () => {
  const page = new FakePage({ controlled: true });
  await registerServiceWorker();
  page.arrive();
  assert.equal(updateReady.value, true);
  const closeForm = draw(() => {
    useTask(true);
    return null;
  });
  await until(() => !updateReady.value);
  closeForm();
  await until(() => updateReady.value);
  assert.equal(updateReady.value, true);
});
