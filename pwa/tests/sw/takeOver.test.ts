import assert from 'node:assert/strict';
import { test } from 'node:test';

import { takeOver } from '../../src/sw/takeOver.ts';

test('only a page that says so lets the waiting version take over', () => {
  let skipped = 0;
  Object.assign(globalThis, { self: { skipWaiting: async () => void (skipped += 1) } });
  const send = (data: unknown) => takeOver({ data, waitUntil: () => {} } as unknown as ExtendableMessageEvent);
  send('something else');
  send({ open: '/' });
  assert.equal(skipped, 0);
  send('take-over');
  assert.equal(skipped, 1);
});
