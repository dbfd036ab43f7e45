/** The phone's own store: a change is there whole or not at all. */
import 'fake-indexeddb/auto';

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readAll, transact, write } from '../src/storage/database.ts';
import { forgetSeen, recall, remember } from '../src/storage/lastSeen.ts';

test('a fault in the middle of a change takes back what was written before it', async () => {
  await write('drafts', { id: 'old' });
  const changing = transact(['drafts'], 'readwrite', (open) => {
    open('drafts').put({ id: 'new' });
    throw new RangeError('in the middle');
  });
  await assert.rejects(changing, RangeError);
  assert.deepEqual(await readAll('drafts'), [{ id: 'old' }]);
});

test('what was seen last is forgotten altogether, drafts stay', async () => {
  await remember('', 'agencies', { items: 1 });
  await remember('somebody', 'dossiers', { items: 2 });
  await forgetSeen();
  assert.equal(await recall('', 'agencies'), undefined);
  assert.equal(await recall('somebody', 'dossiers'), undefined);
  assert.deepEqual(await readAll('drafts'), [{ id: 'old' }]);
});
