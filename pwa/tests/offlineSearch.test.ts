import assert from 'node:assert/strict';
import { test } from 'node:test';

import { OfflineIndex, type OfflineCatalogue } from '../src/lookup/offlineSearch.ts';

const catalogue: OfflineCatalogue = {
  version: 1,
  fields: ['Hộ tịch', 'Đất đai', 'Đăng ký, quản lý cư trú'],
  levels: ['xã', 'tỉnh', 'trung ương', 'khác'],
  online_levels: ['information', 'partial', 'full'],
  procedures: [
    ['1.004222', 'Đăng ký thường trú', 2, 0, 2, 1],
    ['1.012812', 'Hòa giải tranh chấp đất đai', 1, 0, 0, 1],
    ['1.001193', 'Thủ tục đăng ký khai sinh', 0, 0, 1, 1],
    ['1.004884', 'Thủ tục đăng ký lại khai sinh', 0, 0, 1, 1],
    ['1.012784', 'Đăng ký đất đai lần đầu', 1, 1, 1, 1],
    ['1.003583', 'Đăng ký khai sinh lưu động', 0, 1, null, 0],
    ['2.000001', 'Đăng ký tàu bay', 1, null, null, 0],
  ],
  words: { people: 'me ong', lines: ['dang ky thuong tru\tnhap ho khau', 'dang ky khai sinh\t* de|giay sinh'] },
};
const index = new OfflineIndex(catalogue);
const everything = { field: '', level: '' } as const;
const codes = (query: string, filters: Parameters<OfflineIndex['search']>[1] = everything) =>
  index.search(query, filters).items.map(({ code }) => code);

test('marks, đ and the place of a tone make no difference', () => {
  const [first] = codes('đăng ký khai sinh');
  assert.equal(first, '1.001193');
  for (const query of ['dang ky khai sinh', 'ĐĂNG KÝ KHAI SINH', 'đăng ký khai sinh'.normalize('NFD')]) assert.equal(codes(query)[0], first);
  for (const query of ['hoà giải', 'hòa giải', 'HOA GIAI', 'hoà giải'.normalize('NFD')]) assert.equal(codes(query)[0], '1.012812');
});

test('a code in any spelling comes first', () => {
  for (const query of ['1.001193', '1001193', '1,001193', 'thường trú hay 1001193']) assert.equal(codes(query)[0], '1.001193');
  assert.equal(codes('1,012784')[0], '1.012784');
  assert.deepEqual(codes('1001193 1012784').slice(0, 2), ['1.001193', '1.012784'], 'two codes: in the order of the catalogue');
  assert.deepEqual(codes('9.999999'), []);
});

test('what a commune does comes before the same name elsewhere', () => {
  assert.ok(codes('khai sinh').indexOf('1.001193') < codes('khai sinh').indexOf('1.003583'));
});

test('filters narrow, by folded field and by level', () => {
  assert.deepEqual(codes('đăng ký', { field: 'dat dai', level: '' }).sort(), ['1.012784', '2.000001']);
  assert.deepEqual(codes('khai sinh', { field: '', level: 'tỉnh' }), ['1.003583']);
  assert.deepEqual(codes('', { field: 'Hộ tịch', level: 'xã' }), ['1.001193', '1.004884']);
  assert.deepEqual(codes('khai sinh', { field: 'Không có', level: '' }), []);
});

test('an empty question gives all in the order of the catalogue, an unknown word nothing', () => {
  assert.equal(codes('').length, catalogue.procedures.length);
  assert.equal(codes(' …')[0], '1.004222');
  assert.deepEqual(codes('passport'), []);
});

test('pages follow one another without gap or repetition', () => {
  const all = index.search('đăng ký', everything);
  const pages = [0, 2, 4, 6].flatMap((skip) => index.search('đăng ký', everything, skip, 2).items);
  assert.equal(all.total, 6);
  assert.deepEqual(pages, all.items);
  assert.deepEqual(index.search('đăng ký', everything, 40).items, []);
});

test('an item looks like one of the service', () => {
  assert.deepEqual(index.search('khai sinh lưu động', everything).items[0], {
    code: '1.003583', name: 'Đăng ký khai sinh lưu động', field: 'Hộ tịch', level: 'tỉnh', online_level: null, has_detail: false, facts: null, province: null,
  });
  assert.equal(index.search('tàu bay', everything).items[0]?.level, null);
});

test('a reading says what was put right and what nobody knows', () => {
  assert.deepEqual(index.reading('khaisinh'), { words: 'khai sinh', unknown_words: [] });
  assert.deepEqual(index.reading('làm giấy passport'), { words: 'lam giay passport', unknown_words: ['passport'] });
  assert.deepEqual(index.reading('khai s'), { words: 'khai sinh', unknown_words: [] });
});

test('results come from the first letters on', () => {
  assert.equal(codes('khai s')[0], '1.001193');
  assert.equal(codes('thường tr')[0], '1.004222');
  assert.equal(codes('nhập hộ kh')[0], '1.004222', 'also of everyday words');
});

test('an empty catalogue answers nothing', () => {
  assert.deepEqual(new OfflineIndex({ ...catalogue, procedures: [] }).search('khai sinh', everything), { total: 0, items: [] });
});

test('everyday words lead to official ones, whoever it is about', () => {
  assert.equal(codes('nhập hộ khẩu cho con')[0], '1.004222');
  assert.equal(codes('mẹ đẻ rồi thì làm giấy gì')[0], '1.001193');
});

test('slips and left-overs of typing are put right', () => {
  for (const query of ['khai sihn', 'khaisinh', 'khai sinhj', 'dd9a8ng ky1 khai sinh']) assert.equal(codes(query)[0], '1.001193', query);
});

test('what people often need comes first between equals', () => {
  const often = structuredClone(catalogue);
  often.procedures[3]![5] = 3;
  const first = (of: OfflineCatalogue) => new OfflineIndex(of).search('khai sinh lại đăng ký', everything).items[0]!.code;
  assert.equal(first(often), '1.004884');
});
