import 'fake-indexeddb/auto';

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readAll } from '../src/storage/database.ts';
import { MOST, recall, remember } from '../src/storage/lastSeen.ts';

test('only so many pages are kept, and the oldest go first', async () => {
  for (let number = 0; number <= MOST; number += 1) {
    await remember('a', `page ${number}`, number);
    if (number === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  }
  assert.ok((await readAll('lastSeen')).length <= MOST);
  assert.equal(await recall('a', 'page 0'), undefined);
  assert.equal((await recall('a', `page ${MOST}`))?.value, MOST);
});
