import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { checklistOf, forgetChecklists, keepChecklist, MOST } from '../src/lookup/checklist.ts';
import { exampleOf, timesInWords, type DueExample } from '../src/lookup/procedure/dueToday.ts';
import { shareOrCopy } from '../src/lookup/procedure/sharing.ts';
import { caseTimes, feesOf, readOn, sharedNotes, timeOf, waysOf } from '../src/lookup/procedure/ways.ts';
import type { Channel, Fee, Limit, Procedure } from '../src/lookup/procedureFacts.ts';

const row = (more: Partial<Channel> = {}): Channel => ({
  channel: 'online', quantity: null, unit: null, deadline_text: '', fee_text: '', fees: [], description: '', ...more,
});
const limit = (more: Partial<Limit> = {}): Limit => ({ channel: 'online', case: null, quantity: 1, unit: 'working_day', basis: 'procedure', ...more });
const fee = (amount: number | null, text: string, note = '', type = ''): Fee => ({ type, amount, text, currency: 'VND', note });
const procedure = (more: Partial<Procedure>) => ({ channels: [], time_limits: [], ...more }) as Procedure;

test('each channel once, without rows that repeat one another', () => {
  const channels = [row({ deadline_text: '3 ngày' }), row({ deadline_text: '3 ngày' }), row({ deadline_text: '3 ngày', description: 'khác' })];
  const [way, ...others] = waysOf(procedure({ channels, time_limits: [limit({ channel: 'direct' }), limit()] }));
  assert.equal(others.length, 0);
  assert.equal(way?.rows.length, 2);
  assert.equal(way?.limits.length, 1);
});

test("a row's time: its own unit, else the whole procedure's, else what is printed", () => {
  const day = { quantity: 1, unit: 'working_day' as const };
  assert.deepEqual(timeOf(row({ quantity: 7, unit: 'day', deadline_text: '7 ngày' }), []), { span: { quantity: 7, unit: 'day' }, printed: '', bare: false });
  assert.deepEqual(timeOf(row({ quantity: 1, deadline_text: '1' }), [limit()]), { span: day, printed: '1', bare: true });
  assert.deepEqual(timeOf(row({ quantity: 12, deadline_text: '12' }), []), { span: null, printed: '12', bare: true });
  assert.deepEqual(timeOf(row({ deadline_text: 'Không quy định' }), []), { span: null, printed: '', bare: false });
  assert.deepEqual(timeOf(row({ deadline_text: 'Ngay khi nộp' }), []), { span: null, printed: 'Ngay khi nộp', bare: false });
});

test('a row without a unit never takes the limit of the row beside it', () => {
  const ofOtherRow = limit({ quantity: 15, basis: 'channel' });
  assert.equal(timeOf(row({ quantity: 3, deadline_text: '3' }), [ofOtherRow]).span, null);
  assert.equal(timeOf(row({ quantity: 0, unit: 'hour', deadline_text: '0 giờ' }), [ofOtherRow]).span, null);
});

test('cases with a time of their own', () => {
  assert.deepEqual(caseTimes([limit(), limit({ case: 'Phải xác minh', quantity: 10 }), limit({ case: 'Khác', quantity: null, unit: null })]), [
    { name: 'Phải xác minh', span: { quantity: 10, unit: 'working_day' } },
  ]);
});

test("free is what the source calls free; a zero that somebody else sets points to its note; amounts stay as printed", () => {
  const kinds = (fees: Fee[], kind: Procedure['fee_kind']) => feesOf({ fees, fee_text: '' }, kind).map((line) => line.kind);
  assert.deepEqual(kinds([fee(0, 'Miễn phí')], 'free'), ['free']);
  assert.deepEqual(kinds([fee(0, 'Miễn phí', 'Do HĐND tỉnh quy định'), fee(5_000, '5.000 đồng')], 'see_note'), ['note', 'printed']);
  assert.deepEqual(kinds([fee(0, 'Miễn phí', 'Người có công'), fee(50_000, '50.000 đồng')], 'fixed'), ['printed', 'printed']);
  assert.deepEqual(feesOf({ fees: [fee(20, '20 đồng', ' 20.000 đ/tờ khai ', 'lệ phí')], fee_text: 'khác' }, 'fixed'), [
    { kind: 'printed', type: 'lệ phí', text: '20 đồng', note: '20.000 đ/tờ khai', odd: true },
  ]);
  assert.deepEqual(feesOf({ fees: [fee(2_000, '2.000 đồng', '/trang')], fee_text: '' }, 'fixed'), [{ kind: 'printed', type: '', text: '2.000 đồng / trang', note: '', odd: false }]);
  assert.deepEqual(feesOf({ fees: [], fee_text: '10.000 đồng' }, 'unknown'), [{ kind: 'printed', type: '', text: '10.000 đồng', note: '', odd: false }]);
  assert.deepEqual(feesOf({ fees: [], fee_text: '' }, 'unknown'), []);
});

test('a note that stands in every way is told once, one of a single way in its place', () => {
  const of = (channel: Channel['channel'], ...notes: string[]) => row({ channel, fees: notes.map((note) => fee(0, 'Miễn phí', note)) });
  const shared = (...channels: Channel[]) => sharedNotes(waysOf(procedure({ channels })), 'see_note');
  assert.deepEqual(shared(of('online', 'chung', 'riêng'), of('direct', 'chung')), ['chung']);
  assert.deepEqual(shared(of('direct', 'chung')), []);
  assert.deepEqual(shared(of('online', ''), of('direct', '')), []);
});

test('when the source was read, as exactly as is known', () => {
  assert.equal(readOn('2026-07-18'), '18/07/2026');
  assert.equal(readOn('2026-07'), '07/2026');
  assert.equal(readOn('2026-06..07'), '06–07/2026');
  assert.equal(readOn('2025-H2'), '2025-H2');
});

test("the example of a time is found by the quantity and unit that are printed", () => {
  const example = (quantity: number, unit: DueExample['unit']) => ({ quantity, unit, due_on: '', due_at: '', steps: [] });
  const due = { examples: [example(1.5, 'working_day'), example(10, 'day')] };
  assert.equal(exampleOf(due, { quantity: 10, unit: 'day' }), due.examples[1]);
  assert.equal(exampleOf(due, { quantity: 1.5, unit: 'working_day' }), due.examples[0]);
  assert.equal(exampleOf(due, { quantity: 10, unit: 'working_day' }), undefined);
});

beforeEach(() => forgetChecklists());

test('ticks of each procedure stay; nothing ticked and no case chosen leaves nothing behind', () => {
  assert.deepEqual(checklistOf('1'), { case: null, have: [] });
  keepChecklist('1', { case: null, have: ['r1', 'r2'] });
  keepChecklist('2', { case: 'một', have: [] });
  assert.deepEqual(checklistOf('1').have, ['r1', 'r2']);
  assert.equal(checklistOf('2').case, 'một');
  keepChecklist('1', { case: null, have: [] });
  assert.deepEqual(checklistOf('1'), { case: null, have: [] });
  assert.equal(checklistOf('2').case, 'một');
});

test('of many checklists the oldest go, and one that is used again is not old', () => {
  for (let code = 0; code < MOST; code++) keepChecklist(`p${code}`, { case: null, have: ['r'] });
  keepChecklist('p0', { case: null, have: ['r', 's'] });
  keepChecklist('new', { case: null, have: ['r'] });
  assert.deepEqual(checklistOf('p0').have, ['r', 's']);
  assert.deepEqual(checklistOf('p1').have, []);
});

function browserWith(more: object): void {
  Object.defineProperty(globalThis, 'navigator', { value: more, configurable: true });
}

const page = { title: 'Đăng ký khai sinh', url: 'https://mau.example/thu-tuc/1.001193' };
const refusing = (name: string) => async () => {
  throw new DOMException('', name);
};

test("the phone's own list comes first, and closing it is no failure", async () => {
  let given: unknown;
  browserWith({ share: async (what: unknown) => void (given = what) });
  assert.equal(await shareOrCopy(page), 'shared');
  assert.deepEqual(given, page);
  browserWith({ share: refusing('AbortError') });
  assert.equal(await shareOrCopy(page), 'dismissed');
});

test('without it, or where it is not allowed, the address is copied; where that is refused too, the person is told', async () => {
  const copied: string[] = [];
  const clipboard = { writeText: async (text: string) => void copied.push(text) };
  browserWith({ clipboard });
  assert.equal(await shareOrCopy(page), 'copied');
  browserWith({ share: refusing('NotAllowedError'), clipboard });
  assert.equal(await shareOrCopy(page), 'copied');
  assert.deepEqual(copied, [page.url, page.url]);
  browserWith({ clipboard: { writeText: refusing('NotAllowedError') } });
  assert.equal(await shareOrCopy(page), 'refused');
  browserWith({});
  assert.equal(await shareOrCopy(page), 'refused');
});

test('times that stand only in the words about a channel are told, once and as printed', () => {
  const description = '10 ngày làm việc đối với công trình (hoặc 7 ngày làm việc đối với nhà ở riêng lẻ)';
  const spans = [{ quantity: 10, unit: 'working_day' as const }];
  assert.deepEqual(timesInWords(procedure({ channels: [row({ description }), row({ description })] }), spans), ['7 ngày làm việc']);
  assert.deepEqual(timesInWords(procedure({ channels: [row({ description: 'Nộp trong giờ hành chính' })] }), spans), []);
});
