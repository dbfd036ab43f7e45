/** A network that lets small answers through and breaks off at the large one is not asked for it again and again. */
import './shownPages.ts';

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { refreshCatalogue } from '../src/lookup/offlineCatalogue.ts';

test('after a fetch that failed there is a pause, which grows', async (test) => {
  let asked = 0;
  const noNetwork = async () => {
    asked += 1;
    throw new TypeError('network');
  };
  Object.assign(globalThis, { fetch: noNetwork });
  test.mock.timers.enable({ apis: ['Date'], now: 1_000_000 });
  const askTenTimes = async () => {
    for (let number = 0; number < 10; number += 1) await refreshCatalogue();
    return asked;
  };
  assert.equal(await askTenTimes(), 1);
  test.mock.timers.tick(31_000);
  assert.equal(await askTenTimes(), 2);
  test.mock.timers.tick(31_000);
  assert.equal(await askTenTimes(), 2, 'the second pause is longer');
  test.mock.timers.tick(120_000);
  assert.equal(await askTenTimes(), 3);
});
