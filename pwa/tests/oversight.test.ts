import assert from 'node:assert/strict';
import { test } from 'node:test';

import { daysOf } from '../src/oversight/periods.ts';
import { dayInVietnam } from '../src/rules/day.ts';
import { shares } from '../src/oversight/shares.ts';

test('periods by name, with both ends', () => {
  assert.deepEqual(daysOf('month', '2026-11-22'), { from: '2026-11-01', to: '2026-11-22' });
  assert.deepEqual(daysOf('lastMonth', '2026-03-31'), { from: '2026-02-01', to: '2026-02-28' });
  assert.deepEqual(daysOf('lastMonth', '2026-01-05'), { from: '2025-12-01', to: '2025-12-31' });
  assert.deepEqual(daysOf('quarter', '2026-11-22'), { from: '2026-10-01', to: '2026-11-22' });
  assert.deepEqual(daysOf('year', '2026-11-22'), { from: '2026-01-01', to: '2026-11-22' });
});

test('the day begins in Vietnam seven hours before UTC', () => {
  assert.equal(dayInVietnam(Date.UTC(2026, 11, 31, 16, 59)), '2026-12-31');
  assert.equal(dayInVietnam(Date.UTC(2026, 11, 31, 17, 0)), '2027-01-01');
});

test('the parts of a bar fill it exactly, in any division', () => {
  assert.deepEqual(shares([0, 0, 0]), [0, 0, 0]);
  for (let round = 0; round < 500; round += 1) {
    const parts = Array.from({ length: 1 + (round % 5) }, (_, index) => (round * 7919 * (index + 3)) % 97);
    const found = shares(parts);
    const tenths = found.reduce((sum, share) => sum + Math.round(share * 10), 0);
    assert.equal(tenths, parts.some((part) => part > 0) ? 1000 : 0, String(parts));
    parts.forEach((part, index) => part === 0 && assert.ok(found[index]! <= 0.1));
  }
});
