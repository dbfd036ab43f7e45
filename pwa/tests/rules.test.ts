import assert from 'node:assert/strict';
import { test } from 'node:test';

import { limitsOf } from '../src/desk/useQueue.ts';
import { rateable } from '../src/dossiers/rateable.ts';
import { keepCorrection, keyOfStage } from '../src/ratings/corrections.ts';
import { dayInVietnam, daysBetween } from '../src/rules/day.ts';
import { identityNumberOf, isIdentityNumber } from '../src/rules/identityNumber.ts';
import { digitsOf, isMobile, isPhone } from '../src/rules/phone.ts';
import { limitFor } from '../src/rules/timeLimit.ts';
import { formatDate } from '../src/words/format.ts';

test('the same phone number, however it is written; landlines get no text message', () => {
  for (const typed of ['0912345678', '+84 912 345 678', '84912345678', '0084 912 345 678', '+84 0912.345.678']) {
    assert.equal(digitsOf(typed), '0912345678', typed);
    assert.ok(isMobile(typed) && isPhone(typed), typed);
  }
  assert.deepEqual([isMobile('0296 3852 576'), isPhone('0296 3852 576')], [false, true]);
  for (const wrong of ['', '12', '09123456789', '0112345678']) assert.equal(isPhone(wrong), false, wrong);
});

test('identity numbers as the service takes them, old ones and passports too', () => {
  for (const typed of ['086 012 345 612', '086012345612', '331-234-567', 'b1234567', 'PA 1234567']) {
    assert.ok(isIdentityNumber(typed), typed);
  }
  assert.equal(identityNumberOf('b 123.45-67'), 'B1234567');
  for (const wrong of ['', '12', '0860123456123', 'ABC1234567', 'B123456']) assert.equal(isIdentityNumber(wrong), false, wrong);
});

test('the limit of the case, else of the channel; a line without a number publishes none', () => {
  const limit = (channel: string, of: string | null, quantity: number | null) => ({ channel, case: of, quantity });
  const limits = [limit('online', 'A', 5), limit('online', null, 3), limit('direct', null, null)];
  assert.equal(limitFor(limits, 'online', 'A')?.quantity, 5);
  assert.equal(limitFor(limits, 'online', 'B')?.quantity, 3);
  assert.equal(limitFor(limits, 'direct', null), undefined);
  assert.equal(limitFor(limits, 'postal', 'A'), undefined);
});

test("a day begins at Vietnam's midnight", () => {
  assert.equal(dayInVietnam(Date.UTC(2026, 11, 31, 16, 59)), '2026-12-31');
  assert.equal(dayInVietnam(new Date('2026-12-31T17:00:00Z')), '2027-01-01');
  assert.equal(daysBetween('2026-12-31', '2027-01-01'), 1);
});

test('weekdays are written small', () => {
  assert.equal(formatDate('2026-11-22'), 'chủ nhật, 22/11/2026');
  assert.equal(formatDate('2026-11-24'), 'thứ Ba, 24/11/2026');
});

test('a queue opened far is asked for in few questions', () => {
  assert.deepEqual(limitsOf(1), [30]);
  assert.deepEqual(limitsOf(3), [90]);
  assert.deepEqual(limitsOf(7), [100, 100, 10]);
});

test('only the tab that rated leads to a correction', () => {
  const until = '2026-11-22T10:10:00Z';
  const stage = (answered: boolean, correctable_until: string | null) => ({ stage: 'result', answered, correctable_until, expires_at: until });
  assert.equal(rateable('d', stage(false, null)).href, '/ho-so/d/danh-gia/result');
  assert.equal(rateable('d', stage(true, until)).href, null);
  keepCorrection(keyOfStage('d', 'result'), { token: 't', until });
  assert.equal(rateable('d', stage(true, until)).href, '/ho-so/d/danh-gia/result');
  assert.equal(rateable('d', stage(true, null)).href, null);
});
