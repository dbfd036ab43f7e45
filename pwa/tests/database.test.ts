import 'fake-indexeddb/auto';

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readAll, settled, transact } from '../src/storage/database.ts';

test('a change that fails half way leaves nothing behind', async () => {
  const half = transact(['drafts', 'files'], 'readwrite', async (open) => {
    await settled(open('drafts').put({ id: 'one' }));
    throw new TypeError('half way');
  });
  await assert.rejects(half, { message: 'half way' });
  assert.deepEqual(await readAll('drafts'), []);
});

test('a record that cannot be kept takes the others of its change with it', async () => {
  const cannot = transact(['drafts'], 'readwrite', (open) => {
    open('drafts').put({ id: 'one' });
    open('drafts').put({ id: 'two', edit: () => {} });
  });
  await assert.rejects(cannot, { name: 'DataCloneError' });
  assert.deepEqual(await readAll('drafts'), []);
});
