import assert from 'node:assert/strict';
import { test } from 'node:test';

import { placeOf, readNumber } from '../src/dossiers/numbers.ts';
import { openDossiers, type Dossier } from '../src/lookup/openDossiers.ts';
import { placeOfReceipt } from '../src/lookup/receiptCode.ts';
import { addressOf, questionIn } from '../src/lookup/searchAddress.ts';

const dossier = (id: string, status: number, due_on: string | null = null, more: Partial<Dossier> = {}) =>
  ({ id, status, due_on, reappointed_on: null, waits_for_citizen: [5, 6, 9].includes(status), working_days_left: 3, ...more }) as Dossier;
const ids = (dossiers: Dossier[]) => dossiers.map(({ id }) => id);

test('what is missing first, then results to fetch, then by due day; finished ones never', () => {
  const all = [
    dossier('later', 4, '2026-12-09'), dossier('no day', 1), dossier('sooner', 2, '2026-12-01'), dossier('ready', 9, '2026-12-20'),
    dossier('declined', 3), dossier('pay', 6, '2026-12-30'), dossier('returned', 10), dossier('withdrawn', 7), dossier('stopped', 8), dossier('supplement', 5),
  ];
  const { toAct, others } = openDossiers(all, 9);
  assert.deepEqual(ids(toAct), ['pay', 'supplement', 'ready']);
  assert.deepEqual(ids(others), ['sooner', 'later', 'no day']);
  assert.deepEqual(ids(openDossiers(all, 4).others), ['sooner']);
  assert.deepEqual(openDossiers([]), { toAct: [], others: [] });
});

test("papers that were sent are the office's turn", () => {
  const { toAct, others } = openDossiers([dossier('sent', 5, '2026-12-01', { waits_for_citizen: false })]);
  assert.deepEqual([ids(toAct), ids(others)], [[], ['sent']]);
});

test("the day that counts is the apology's", () => {
  const moved = dossier('moved', 4, '2026-12-01', { reappointed_on: '2026-12-20' });
  assert.deepEqual(ids(openDossiers([moved, dossier('other', 4, '2026-12-09')]).others), ['other', 'moved']);
});

test("a receipt's QR code leads to its dossier with its secret; other codes lead nowhere", () => {
  assert.equal(placeOfReceipt('https://motcua.example/theo-doi/H86.Y99-261122-0001#aB_-9'), '/theo-doi/H86.Y99-261122-0001#aB_-9');
  assert.equal(placeOfReceipt('http://127.0.0.1:8000/theo-doi/ABC'), '/theo-doi/ABC');
  for (const other of ['https://motcua.example/', 'https://evil.example/x?/theo-doi/1', 'javascript:alert(1)', '0912345678', '']) {
    assert.equal(placeOfReceipt(other), undefined);
  }
});

test('a typed number or a pasted link leads where the tracking page would look', () => {
  const place = (typed: string) => placeOf(readNumber(typed)!);
  assert.equal(place(' h86.y99 - 261122 – 0001 '), '/theo-doi/H86.Y99-261122-0001');
  assert.equal(place('https://motcua.example/theo-doi/H86.Y99-261122-0001#aB_-9'), '/theo-doi/H86.Y99-261122-0001#aB_-9');
  assert.equal(place('100%'), '/theo-doi/100%25');
});

test('a look-up stands in its address and comes back from it', () => {
  const question = { query: 'khai sinh & “lại”', field: 'Hộ tịch', level: 'trung ương' } as const;
  const address = addressOf(question);
  assert.deepEqual(questionIn(Object.fromEntries(new URLSearchParams(address.split('?')[1]))), question);
  assert.equal(addressOf({ query: '  ', field: '', level: '' }), '/tra-cuu');
  assert.deepEqual(questionIn({ cap: 'huyen' }), { query: '', field: '', level: '' });
});
