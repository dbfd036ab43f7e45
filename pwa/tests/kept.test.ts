import assert from 'node:assert/strict';
import { test } from 'node:test';

import { isHashed, isNeverKept, outdated } from '../src/sw/kept.ts';

test('answers of the service, its health and the worker itself are never kept', () => {
  for (const path of ['/api/v1/me', '/api/v1/dossiers', '/healthz', '/readyz', '/metrics', '/sw.js', '/robots.txt']) {
    assert.equal(isNeverKept(path), true, path);
  }
  for (const path of ['/', '/ho-so', '/assets/index-abc.js', '/icon.svg']) assert.equal(isNeverKept(path), false, path);
});

test('only names under /assets/ hold the hash of their content', () => {
  assert.equal(isHashed('/assets/index-abc.js'), true);
  assert.equal(isHashed('/index.html'), false);
});

test('the build before this one stays for tabs that still run it', () => {
  assert.deepEqual(outdated(['app-one', 'app-two', 'app-test', 'somebody-elses']), ['app-one']);
  assert.deepEqual(outdated(['app-two', 'app-test']), []);
});
