/** What is said about this phone's store before it is too late, and what looks like the same dossier again. */
import 'fake-indexeddb/auto';

import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Draft } from '../src/handin/draft.ts';
import { addDraft, change, readDrafts, removeAll } from '../src/handin/drafts.ts';
import { handedInLately, waitsAsWell } from '../src/handin/duplicates.ts';
import { askToPersist, littleRoom, oldDays } from '../src/handin/phoneStorage.ts';
import { transact } from '../src/storage/database.ts';
import { lostDrafts } from '../src/storage/draftMarks.ts';

const DAY = 24 * 3600_000;
const MEGABYTE = 1024 * 1024;

function storage(facts: object): void {
  Object.defineProperty(globalThis, 'navigator', { value: { storage: facts }, configurable: true });
}

function draft(id: string, more: Partial<Draft> = {}): Draft {
  return { id, dossierId: id, kind: 'dossier', state: 'editing', files: [], createdAt: 0, procedure: { code: 'P' }, applicant: { full_name: 'Lê  Thị Hoa' }, ...more } as Draft;
}

test('to be left alone is asked for once, and never fails', async () => {
  let asked = 0;
  storage({ persist: () => ((asked += 1), Promise.reject(new Error('no'))) });
  await askToPersist();
  await askToPersist();
  assert.equal(asked, 1);
});

test('little room is said before there is none; a browser that does not tell is believed to have some', async () => {
  for (const [usage, quota, left] of [
    [10, 500, undefined],
    [450, 500, 50 * MEGABYTE],
    [510, 500, 0],
  ] as const) {
    storage({ estimate: async () => ({ usage: usage * MEGABYTE, quota: quota * MEGABYTE }) });
    assert.equal(await littleRoom(), left);
  }
  storage({ estimate: async () => ({}) });
  assert.equal(await littleRoom(), undefined);
  storage({ estimate: () => Promise.reject(new Error('no')) });
  assert.equal(await littleRoom(), undefined);
  Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
  assert.equal(await littleRoom(), undefined);
});

test('what has lain for long is said, what waits to be sent sooner', () => {
  const aged = (state: string, days: number) => oldDays({ state, createdAt: 0, touchedAt: 100 * DAY }, (100 + days) * DAY);
  assert.deepEqual([aged('editing', 4.9), aged('editing', 5), aged('waiting', 0.9), aged('waiting', 1.5)], [undefined, 5, undefined, 1]);
  assert.equal(oldDays({ state: 'editing', createdAt: 0 }, 7 * DAY), 7, 'from before it was written down');
});

test('only the citizen touches a draft, not its sending', async () => {
  await addDraft(draft('touched'));
  const edited = await change('touched', (now) => ({ ...now, note: 'x' }));
  assert.ok(edited!.touchedAt! > 0);
  const opened = await change('touched', (now) => ({ ...now, step: 'xem-lai' }));
  assert.equal(opened?.touchedAt, edited?.touchedAt);
  const sent = await change('touched', (now) => ({ ...now, state: 'sending' }));
  assert.equal(sent?.touchedAt, edited?.touchedAt);
  await removeAll();
});

test('drafts that the browser cleared are missed, those that somebody removed are not', async () => {
  for (const id of ['a', 'b', 'c']) await addDraft(draft(id));
  await change('a', () => null);
  assert.deepEqual(lostDrafts(await readDrafts()), []);
  await transact(['drafts'], 'readwrite', (open) => void open('drafts').clear());
  assert.deepEqual(lostDrafts(await readDrafts()), ['b', 'c']);
  await removeAll();
  assert.deepEqual(lostDrafts(await readDrafts()), []);
});

test('the same procedure handed in within a month is pointed out, unless it came to nothing', () => {
  const now = Date.UTC(2026, 10, 22);
  const line = (more: object) => ({ id: 'x', procedure_code: 'P', status: 4, submitted_at: '2026-11-02T00:00:00Z', ...more }) as never;
  const found = (more: object) => handedInLately(draft('d'), [line(more)], now) !== undefined;
  assert.equal(found({}), true);
  for (const other of [{ id: 'd' }, { procedure_code: 'Q' }, { status: 7 }, { status: 3 }, { submitted_at: '2026-10-01T00:00:00Z' }]) {
    assert.equal(found(other), false, JSON.stringify(other));
  }
  assert.equal(handedInLately(draft('d', { kind: 'supplement' }), [line({})], now), undefined);
});

test('another one that waits for the same person is pointed out', () => {
  const same = draft('e', { state: 'waiting', applicant: { full_name: ' lê thị hoa', phone: '', identity_number: '' } });
  assert.equal(waitsAsWell(draft('d'), [same])?.id, 'e');
  for (const other of [{ id: 'd' }, { state: 'editing' }, { applicant: { full_name: 'Lê Thị Hòa' } }, { procedure: { code: 'Q' } }]) {
    assert.equal(waitsAsWell(draft('d'), [{ ...same, ...other } as Draft]), undefined, JSON.stringify(other));
  }
});
