import assert from 'node:assert/strict';
import { test } from 'node:test';

import { lasting } from '../src/storage/keyValue.ts';

const real = new Map<string, string>();
const working = {
  getItem: (key: string) => real.get(key) ?? null,
  setItem: (key: string, value: string) => void real.set(key, value),
  removeItem: (key: string) => void real.delete(key),
};

function browserHas(storage: unknown): void {
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get() {
      if (storage instanceof Error) throw storage;
      return storage;
    },
  });
}

test('what another tab has changed is seen', () => {
  browserHas(working);
  lasting.setItem('language', 'en');
  real.set('language', 'vi');
  assert.equal(lasting.getItem('language'), 'vi');
  real.delete('language');
  assert.equal(lasting.getItem('language'), null);
});

test('where the browser refuses storage, things last as long as the page', () => {
  browserHas(new Error('SecurityError'));
  assert.equal(lasting.getItem('me'), null);
  lasting.setItem('me', 'somebody');
  assert.equal(lasting.getItem('me'), 'somebody');
  lasting.removeItem('me');
  assert.equal(lasting.getItem('me'), null);
});

test('a full disk loses nothing that is on the screen', () => {
  browserHas({
    ...working,
    setItem() {
      throw new Error('QuotaExceededError');
    },
  });
  lasting.setItem('bigType', 'yes');
  assert.equal(lasting.getItem('bigType'), 'yes');
  browserHas(working);
  lasting.setItem('bigType', 'no');
  assert.equal(lasting.getItem('bigType'), 'no', 'what is stored since there is room again');
});
