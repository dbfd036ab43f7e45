import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openDossiers, isMyTurn, type Dossier } from '../src/lookup/openDossiers.ts';
import { placeOfNumber, placeOfReceipt } from '../src/lookup/receiptCode.ts';
import { addressOf, questionIn } from '../src/lookup/searchAddress.ts';

const dossier = (id: string, status: number, due_on: string | null = null) => ({ id, status, due_on, waits_for_citizen: true }) as Dossier;

test('what is missing first, then results to fetch, then by due day; finished ones never', () => {
  const all = [
    dossier('later', 4, '2026-12-09'), dossier('no day', 1), dossier('sooner', 2, '2026-12-01'), dossier('ready', 9, '2026-12-20'),
    dossier('declined', 3), dossier('pay', 6, '2026-12-30'), dossier('returned', 10), dossier('withdrawn', 7), dossier('stopped', 8), dossier('supplement', 5),
  ];
  assert.deepEqual(openDossiers(all, 9).map(({ id }) => id), ['pay', 'supplement', 'ready', 'sooner', 'later', 'no day']);
  assert.equal(openDossiers(all).length, 3);
  assert.deepEqual(openDossiers([]), []);
  assert.deepEqual([5, 6, 4, 9].map((status) => isMyTurn(dossier('x', status))), [true, true, false, true]);
  assert.equal(isMyTurn({ ...dossier('sent', 5), waits_for_citizen: false }), false, 'the papers are with the office');
});

test("a receipt's QR code leads to its dossier with its secret; other codes lead nowhere", () => {
  assert.equal(placeOfReceipt('https://motcua.example/theo-doi/H86.Y99-261122-0001#aB_-9'), '/theo-doi/H86.Y99-261122-0001#aB_-9');
  assert.equal(placeOfReceipt('http://127.0.0.1:8000/theo-doi/ABC'), '/theo-doi/ABC');
  for (const other of ['https://motcua.example/', 'https://evil.example/x?/theo-doi/1', 'javascript:alert(1)', '0912345678', '']) {
    assert.equal(placeOfReceipt(other), undefined);
  }
});

test('a typed number loses spaces and gets capitals', () => {
  assert.equal(placeOfNumber(' h86.y99 - 0001/2 '), '/theo-doi/H86.Y99-0001%2F2');
});

test('a look-up stands in its address and comes back from it', () => {
  const question = { query: 'khai sinh & “lại”', field: 'Hộ tịch', level: 'trung ương' } as const;
  const address = addressOf(question);
  assert.deepEqual(questionIn(Object.fromEntries(new URLSearchParams(address.split('?')[1]))), question);
  assert.equal(addressOf({ query: '  ', field: '', level: '' }), '/tra-cuu');
  assert.deepEqual(questionIn({ cap: 'huyen' }), { query: '', field: '', level: '' });
});
