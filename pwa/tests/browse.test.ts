import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { oftenFirst } from '../src/kiosk/fields.ts';
import { nearest } from '../src/lookup/browse/nearest.ts';
import { fieldCounts, lifeEvent, lifeEvents } from '../src/lookup/browse/phoneCatalogue.ts';
import { dossierNumberIn } from '../src/lookup/browse/dossierNumber.ts';
import { OfflineIndex, type OfflineCatalogue } from '../src/lookup/offlineSearch.ts';

const catalogue: OfflineCatalogue = {
  version: 1,
  fields: ['', 'Đất đai', 'Hộ tịch'],
  levels: ['xã', 'tỉnh', 'trung ương', 'khác'],
  online_levels: ['information', 'partial', 'full'],
  procedures: [
    ['1.001193', 'Thủ tục đăng ký khai sinh', 2, 0, 1, 3],
    ['1.012812', 'Hòa giải tranh chấp đất đai', 1, 0, 0, 1],
    ['1.012784', 'Tách thửa', 1, 1, 1, 1],
    ['1.000001', 'Không rõ lĩnh vực', 0, null, null, 0],
  ],
  life_events: [['sinh-con', ['Sinh con', 'A birth'], ['Một câu.', 'A sentence.'], [[0, 'Làm giấy khai sinh']]]],
};

test('fields have counts, of all procedures or of a level, without those that have none', () => {
  assert.deepEqual(fieldCounts(catalogue, ''), [
    { field: 'Đất đai', count: 2, often_needed: false },
    { field: 'Hộ tịch', count: 1, often_needed: true },
  ]);
  assert.deepEqual(fieldCounts(catalogue, 'tỉnh').map(({ field, count }) => [field, count]), [['Đất đai', 1]]);
  assert.deepEqual(fieldCounts(catalogue, 'khác'), []);
});

test("the kiosk's fields are those of communes: first those that people often need, then those with the most procedures", () => {
  const row = (code: string, field: number, level: number | null, marks = 1): OfflineCatalogue['procedures'][number] => [code, code, field, level, null, marks];
  const communes = {
    ...catalogue,
    fields: ['Hải quan', 'Hộ tịch', 'Hàng không', '', 'An toàn'],
    procedures: [row('1', 0, 0), row('2', 0, 0), row('3', 0, 1), row('4', 1, 0, 3), row('5', 2, 1), row('6', 3, 0), row('7', 2, null), row('8', 4, 0)],
  };
  assert.deepEqual(oftenFirst(fieldCounts(communes, 'xã')).map(({ field, count }) => [field, count]), [['Hộ tịch', 1], ['Hải quan', 2], ['An toàn', 1]]);
});

test('a life event is read as the service tells it', () => {
  const index = new OfflineIndex(catalogue);
  assert.deepEqual(lifeEvents(catalogue), [
    { slug: 'sinh-con', name: { vi: 'Sinh con', en: 'A birth' }, introduction: { vi: 'Một câu.', en: 'A sentence.' }, count: 1 },
  ]);
  const [item] = lifeEvent(catalogue, 'sinh-con', (row) => index.itemAt(row))!.items;
  assert.deepEqual([item!.code, item!.label, item!.level, item!.facts], ['1.001193', 'Làm giấy khai sinh', 'xã', null]);
  assert.equal(lifeEvent(catalogue, 'khong-co', (row) => index.itemAt(row)), undefined);
});

test('a catalogue of the time before has no events', () => {
  const { life_events: _, ...old } = catalogue;
  assert.equal(lifeEvents(old), undefined);
});

test('fields that look like what was typed', () => {
  const fields = ['Hộ tịch', 'Đất đai', 'Đăng ký, quản lý cư trú'];
  assert.equal(nearest('hotich', fields)[0], 'Hộ tịch');
  assert.equal(nearest('datdai', fields)[0], 'Đất đai');
  assert.deepEqual(nearest('xyz', fields), []);
  assert.deepEqual(nearest('', fields), []);
});

test('the number of a dossier is found in what was typed', () => {
  for (const number of ['NOP-261122-7K2M9QXA', 'nop 261122 7k2m9qxa', 'nop2611227k2m9qxa', 'H05.17-261122-0001', 'h05.17 – 261122 – 0001', 'Y99.01.01-261122-000123']) {
    assert.equal(dossierNumberIn(`hồ sơ ${number} đến đâu rồi`), number, number);
  }
  assert.equal(dossierNumberIn('https://motcua.example/theo-doi/H05.17-261122-0001#abc'), 'https://motcua.example/theo-doi/H05.17-261122-0001#abc');
  for (const text of ['khai sinh', '1.001193', '0912345678', 'nghị định 168/2024', 'nộp hồ sơ 261122', '']) assert.equal(dossierNumberIn(text), '', text);
});

test('the tiles of the home page are the first six of the edited list', () => {
  const list = readFileSync('../api/catalogue/life_events.toml', 'utf8');
  const slugs = Array.from(list.matchAll(/^slug = "(.+)"$/gm), ([, slug]) => slug);
  const page = readFileSync('src/lookup/HomePage.tsx', 'utf8');
  const tiles = Array.from(page.matchAll(/^ {4}\['\w+', \w+, '(.+)'\],$/gm), ([, slug]) => slug);
  assert.deepEqual(tiles, slugs.slice(0, 6));
});
