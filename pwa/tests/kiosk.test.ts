import assert from 'node:assert/strict';
import { test } from 'node:test';

import { communeFields } from '../src/kiosk/fields.ts';
import { COUNTDOWN_SECONDS, countdown, WAIT_SECONDS } from '../src/kiosk/idle.ts';
import { isStart, screenFor, START } from '../src/kiosk/screens.ts';

test('the countdown shows for the last ten seconds of a minute and ends at nought', () => {
  assert.deepEqual([0, 49_000].map(countdown), [null, null]);
  assert.equal(countdown((WAIT_SECONDS - COUNTDOWN_SECONDS) * 1000), COUNTDOWN_SECONDS);
  assert.equal(countdown(59_100), 1);
  assert.deepEqual([60_000, 600_000].map(countdown), [0, 0]); // a screen that slept
});

test('links of the shared parts lead to places of the kiosk, all others nowhere', () => {
  assert.deepEqual(screenFor('http://kiosk/thu-tuc/1.001193'), { kind: 'procedure', code: '1.001193' });
  assert.deepEqual(screenFor('http://kiosk/tra-cuu?q=khai+sinh&cap=xa'), {
    kind: 'search', question: { query: 'khai sinh', field: '', level: 'xã' },
  });
  assert.deepEqual(screenFor('http://kiosk/viec-thuong-gap/sinh-con'), { kind: 'event', slug: 'sinh-con' });
  assert.deepEqual(screenFor('http://kiosk/viec-thuong-gap'), { kind: 'events' });
  assert.deepEqual(screenFor('http://kiosk/linh-vuc'), { kind: 'fields' });
  assert.deepEqual(screenFor('http://kiosk/'), START);
  for (const href of ['tel:18001096', 'http://kiosk/ho-so', 'http://kiosk/ho-so/1', 'http://kiosk/cai-dat', 'http://kiosk/chuan-bi/moi?thu-tuc=1.001193', 'javascript:void 0']) {
    assert.equal(screenFor(href), null, href);
  }
  assert.equal(isStart(START), true);
  assert.equal(isStart({ kind: 'fields' }), false);
});

test("fields of communes: first those that people often need, then those with the most procedures; others' are not shown", () => {
  const row = (code: string, field: number, level: number | null, marks = 1): [string, string, number, number | null, number | null, number] => [code, code, field, level, null, marks];
  const catalogue = {
    fields: ['Hải quan', 'Hộ tịch', 'Hàng không', ''],
    levels: ['xã', 'tỉnh'],
    procedures: [row('1', 0, 0), row('2', 0, 0), row('3', 0, 1), row('4', 1, 0, 3), row('5', 2, 1), row('6', 3, 0), row('7', 2, null)],
  };
  assert.deepEqual(communeFields(catalogue), [{ field: 'Hộ tịch', count: 1 }, { field: 'Hải quan', count: 2 }]);
});
