import assert from 'node:assert/strict';
import { test } from 'node:test';

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
