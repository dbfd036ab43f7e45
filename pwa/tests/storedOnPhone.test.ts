import 'fake-indexeddb/auto';

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { onDraftsChanged } from '../src/handin/drafts.ts';
import { eraseDrafts, erasePages, whatIsStored } from '../src/settings/storedOnPhone.ts';
import { readAll, write } from '../src/storage/database.ts';

// Node 20 has none.
Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });

beforeEach(async () => {
  await write('drafts', { id: 'one' });
  await write('files', { id: 'photo', draftId: 'one', bytes: new ArrayBuffer(8) });
  await write('lastSeen', { key: ' procedures', owner: '', value: {} });
  await write('catalogue', { key: 'offline' });
});

test('what is kept is counted; the size only where the browser tells', async () => {
  assert.deepEqual(await whatIsStored(), { drafts: 1, pages: 1, bytes: undefined });
});

test('erasing pages leaves drafts and their photos alone', async () => {
  await erasePages();
  assert.deepEqual(await whatIsStored(), { drafts: 1, pages: 0, bytes: undefined });
  assert.equal((await readAll('files')).length, 1);
});

test('what is handed in is neither prepared nor waiting', async () => {
  await write('drafts', { id: 'sent', state: 'handed_in' });
  assert.equal((await whatIsStored()).drafts, 1);
});

test('erasing drafts takes their photos too, and tells the pages that show them', { timeout: 5_000 }, async () => {
  const told = new Promise<void>((resolve) => {
    const stop = onDraftsChanged(() => {
      stop();
      resolve();
    });
  });
  await eraseDrafts();
  await told;
  assert.equal((await whatIsStored()).drafts, 0);
  assert.equal((await readAll('files')).length, 0);
  assert.equal((await readAll('drafts')).length, 0);
});
