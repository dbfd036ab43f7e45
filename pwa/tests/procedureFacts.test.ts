import assert from 'node:assert/strict';
import { test } from 'node:test';

import { blocksOf, groupsOf } from '../src/lookup/messyText.ts';
import { byCase, canBeHandedIn, countToBring, feeFact, isWalkIn, papersFor, timeFact, type Paper, type Procedure } from '../src/lookup/procedureFacts.ts';

const paper = (id: string, more: Partial<Paper> = {}): Paper => ({
  id, name: id, case: null, kind: 'submit', heading: null, conditional: false, original: 1, copy: 0, form_files: [], ...more,
});
const limit = (channel: 'online' | 'postal' | 'direct', quantity: number | null, unit: 'working_day' | 'day' | 'hour' | null, of: string | null = null) =>
  ({ channel, quantity, unit, case: of, basis: null });
const fee = (amount: number | null, text: string) => ({ type: '', amount, text, currency: 'VND', note: '' });
const procedure = (more: Partial<Procedure> = {}) =>
  ({
    listed: true, scope: 'national', has_detail: true, requirements: [paper('tờ khai')], cases: [], channels: [], time_limits: [],
    deadline: null, fee_kind: 'unknown', fees: [], ...more,
  }) as Procedure;
const feeOf = (more: Partial<Procedure>) => feeFact(procedure(more).fee_kind, procedure(more).fees);

test('the time limit: one where all agree, the shortest and the longest where they do not', () => {
  const same = procedure({ time_limits: [limit('online', 3, 'working_day'), limit('direct', 3, 'working_day')] });
  assert.deepEqual(timeFact(same, null), { kind: 'spans', spans: [{ quantity: 3, unit: 'working_day' }] });
  const different = procedure({ time_limits: [limit('direct', 5, 'day'), limit('online', 8, 'hour'), limit('postal', 3, 'working_day')] });
  assert.deepEqual(timeFact(different, null), { kind: 'spans', spans: [{ quantity: 8, unit: 'hour' }, { quantity: 5, unit: 'day' }] });
});

test("the time limit of a case is its own, else its channel's", () => {
  const time_limits = [limit('online', 3, 'working_day'), limit('direct', 5, 'working_day'), limit('direct', 10, 'working_day', 'Xác minh')];
  assert.deepEqual(timeFact(procedure({ time_limits }), 'Xác minh'), {
    kind: 'spans', spans: [{ quantity: 3, unit: 'working_day' }, { quantity: 10, unit: 'working_day' }],
  });
  assert.deepEqual(timeFact(procedure({ time_limits }), 'Khác'), {
    kind: 'spans', spans: [{ quantity: 3, unit: 'working_day' }, { quantity: 5, unit: 'working_day' }],
  });
});

test('no number: the text, or honestly what is missing', () => {
  const of = (text: string) => timeFact(procedure({ deadline: { text, working_days: null, calendar_days: null, basis: null } }), null);
  assert.deepEqual(of('Ngay trong ngày'), { kind: 'text', text: 'Ngay trong ngày' });
  assert.deepEqual(of('1 (cổng không ghi đơn vị)'), { kind: 'unitUnknown' });
  assert.deepEqual(of('Không quy định.'), { kind: 'none' });
  assert.deepEqual(of(''), { kind: 'none' });
  assert.deepEqual(of('Không quá 15 ngày kể từ ngày nhận đủ hồ sơ hợp lệ, trừ khi có quy định khác'), { kind: 'long' });
  assert.deepEqual(timeFact(procedure({ has_detail: false }), null), { kind: 'unpublished' });
});

test('the fee: printed amounts stay as printed, and what is set elsewhere is not free', () => {
  assert.deepEqual(feeOf({ fee_kind: 'free', fees: [fee(0, 'Miễn phí')] }), { kind: 'free' });
  assert.deepEqual(feeOf({ fee_kind: 'see_note', fees: [fee(0, 'Miễn phí')] }), { kind: 'elsewhere' });
  assert.deepEqual(feeOf({ fee_kind: 'unknown' }), { kind: 'unpublished' });
  assert.deepEqual(feeOf({ fee_kind: 'fixed', fees: [] }), { kind: 'unpublished' });
  const fees = [fee(100_000, '100.000 đồng'), fee(0, 'Miễn phí'), fee(45, '45 VNĐ')];
  assert.deepEqual(feeOf({ fee_kind: 'fixed', fees }), { kind: 'amount', least: '45 VNĐ', most: '100.000 đồng', odd: true, orFree: true });
  const dollars = { ...fee(10, '10 USD'), currency: 'USD' };
  const both = { fee_kind: 'fixed' as const, fees: [dollars, fee(2_000, '2.000 đồng')] };
  assert.deepEqual(feeOf(both), { kind: 'amount', least: '2.000 đồng', most: '2.000 đồng', odd: false, orFree: false });
  const some = [fee(50_000, '50.000 đồng'), fee(0, 'Miễn phí'), fee(0, '')];
  assert.deepEqual(feeOf({ fee_kind: 'fixed', fees: some }), { kind: 'amount', least: '50.000 đồng', most: '50.000 đồng', odd: false, orFree: true });
  assert.deepEqual(feeOf({ fee_kind: 'fixed', fees: [dollars] }), { kind: 'amount', least: '10 USD', most: '10 USD', odd: false, orFree: false });
  const perPage = [{ ...fee(2_000, '2.000 đồng'), note: '/trang' }, { ...fee(9_000, '9.000 đồng'), note: 'Mức thu theo Thông tư' }];
  assert.deepEqual(feeOf({ fee_kind: 'fixed', fees: perPage }), { kind: 'amount', least: '2.000 đồng / trang', most: '9.000 đồng', odd: false, orFree: false });
});

test('papers of a case are its own and those of every case; remarks are no papers', () => {
  const requirements = [paper('a'), paper('b', { case: 'một' }), paper('c', { case: 'hai' }), paper('d', { kind: 'note' })];
  const asked = procedure({ requirements });
  assert.deepEqual(papersFor(asked, 'một').map(({ id }) => id), ['a', 'b', 'd']);
  assert.equal(papersFor(asked, null).length, 4);
  assert.equal(countToBring(papersFor(asked, 'một')), 2);
  assert.deepEqual(byCase([paper('b', { case: 'một' }), paper('a')]).map(([name]) => name), [null, 'một']);
  const [[, inOrder]] = byCase([paper('nếu ủy quyền', { conditional: true }), paper('chứng sinh'), paper('căn cước')]) as [[null, Paper[]]];
  assert.deepEqual(inOrder.map(({ id }) => id), ['chứng sinh', 'căn cước', 'nếu ủy quyền']);
});

test('it can be handed in when it is in force, for citizens, and asks for a paper', () => {
  assert.equal(canBeHandedIn(procedure()), true);
  for (const no of [{ listed: false }, { scope: 'internal' as const }, { has_detail: false }, { requirements: [] }, { requirements: [paper('x', { kind: 'note' })] }]) {
    assert.equal(canBeHandedIn(procedure(no)), false);
  }
});

test('what is done at the counter only is not handed in here; where no channel is known nobody says so', () => {
  const row = (channel: 'online' | 'direct') => ({ channel, quantity: null, unit: null, deadline_text: '', fee_text: '', fees: [], description: '' });
  assert.equal(canBeHandedIn(procedure({ channels: [row('direct'), row('direct')] })), false);
  assert.equal(canBeHandedIn(procedure({ channels: [row('direct'), row('online')] })), true);
  assert.equal(isWalkIn(procedure({ channels: [] })), false);
});

test('messy texts become leads, paragraphs and lists, and lose nothing but bullets', () => {
  const text = '- Bước 1: Nộp hồ sơ: - Trực tiếp; + Tại quầy\nHoặc gửi qua bưu chính.\n++ Bưu điện\na) Bước 2: Nhận kết quả';
  assert.deepEqual(blocksOf(text), [
    { kind: 'lead', depth: 0, text: 'Bước 1: Nộp hồ sơ:' },
    { kind: 'item', depth: 0, text: 'Trực tiếp;' },
    { kind: 'item', depth: 1, text: 'Tại quầy' },
    { kind: 'text', depth: 0, text: 'Hoặc gửi qua bưu chính.' },
    { kind: 'item', depth: 1, text: 'Bưu điện' },
    { kind: 'lead', depth: 0, text: 'a) Bước 2: Nhận kết quả' },
  ]);
  assert.deepEqual(groupsOf(blocksOf(text)).map(({ length }) => length), [1, 2, 1, 1, 1]);
});

test('dashes and signs that are no bullets stay', () => {
  for (const line of ['Từ 10 - 20 ngày', '-5 độ C', '+84 912 345 678', 'Mẫu số 01-ĐK', '-']) assert.deepEqual(blocksOf(line), [{ kind: 'text', depth: 0, text: line }]);
  assert.deepEqual(blocksOf(' \n '), []);
});
