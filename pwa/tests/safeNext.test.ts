import assert from 'node:assert/strict';
import { test } from 'node:test';

import { safeNext } from '../src/account/safeNext.ts';

Object.assign(globalThis, { location: { origin: 'https://motcua.example' } });

test('signing in leads to pages of our own', () => {
  assert.equal(safeNext('/ho-so/1?a=b#c'), '/ho-so/1?a=b#c');
  assert.equal(safeNext(undefined), null);
});

test('and never to another site, however it is written', () => {
  for (const foreign of ['https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example', '/\n/evil.example', '/.//evil.example', '/a/..//evil.example', '\t//evil.example', 'javascript:alert(1)', '']) {
    assert.equal(safeNext(foreign), null, JSON.stringify(foreign));
  }
});
