import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { lasting } from '../src/storage/keyValue.ts';
import { forgetLookedUp, recentLookUps, rememberLookedUp } from '../src/storage/recentLookUps.ts';

beforeEach(() => lasting.clear());

test('the newest stands first, each once, eight at most', () => {
  for (let number = 1; number <= 10; number += 1) rememberLookedUp(`việc ${number}`);
  rememberLookedUp(' VIỆC 5 ');
  assert.deepEqual(recentLookUps(), ['VIỆC 5', 'việc 10', 'việc 9', 'việc 8', 'việc 7', 'việc 6', 'việc 4', 'việc 3']);
});

test('nothing empty and nobody’s number is kept', () => {
  for (const query of ['', '  ', '0912345678', 'cccd 086 000 000 001', 'NOP-261122-7K2M9QXA', 'sinh 12/05/1990']) rememberLookedUp(query);
  assert.deepEqual(recentLookUps(), []);
});

test('they go when asked, and what another program wrote does no harm', () => {
  rememberLookedUp('khai sinh');
  forgetLookedUp();
  assert.deepEqual(recentLookUps(), []);
  for (const written of ['{', '{"a": 1}', '[1, null, "khai tử"]']) {
    lasting.setItem('recentLookUps', written);
    assert.ok(recentLookUps().every((each) => typeof each === 'string'), written);
  }
});
