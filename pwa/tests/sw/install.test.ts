import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fill } from '../../src/sw/install.ts';
import { FakeCaches, inWorker } from './workerFakes.ts';

const APP = '/assets/app-111111.js';
const DESK = '/assets/Desk-222222.js';
const ENGLISH = '/assets/en-222222.js';
const QR = '/assets/qr-333333.js';
const server = { '/': `<script src="${APP}"></script>`, [APP]: 'app', [DESK]: 'desk', [ENGLISH]: 'english', [QR]: 'qr' };

test('every file of the app is kept, parts loaded on use are not', async () => {
  const caches = new FakeCaches();
  inWorker(caches, server);
  await fill();
  assert.deepEqual(caches.paths('app-test'), ['/', APP]);
});

test('a part that was opened in an older version comes along', async () => {
  const caches = new FakeCaches();
  caches.fill('app-old', { '/': 'old', '/assets/en-000000.js': 'old english' });
  inWorker(caches, server);
  await fill();
  assert.deepEqual(caches.paths('app-test'), ['/', APP, ENGLISH]);
});

test('and what it imports in this one', async () => {
  const caches = new FakeCaches();
  caches.fill('app-old', { '/': 'old', '/assets/Desk-000000.js': 'old desk' });
  inWorker(caches, server);
  await fill();
  assert.deepEqual(caches.paths('app-test'), ['/', DESK, APP, QR]);
});

test('a hashed file that is there already is not fetched again', async () => {
  const caches = new FakeCaches();
  caches.fill('app-old', { [APP]: 'app' });
  const asked = inWorker(caches, server);
  await fill();
  assert.deepEqual(asked, ['/']);
});

test('one missing file leaves nothing behind', async () => {
  const caches = new FakeCaches();
  caches.fill('app-old', { '/': 'old' });
  inWorker(caches, { '/': server['/'] });
  await assert.rejects(fill());
  assert.deepEqual(await caches.keys(), ['app-old']);
});

test('a failure does not take away the cache that the running build uses', async () => {
  const caches = new FakeCaches();
  caches.fill('app-test', { '/': 'running' });
  inWorker(caches, {});
  await assert.rejects(fill());
  assert.deepEqual(await caches.keys(), ['app-test']);
});

test('the shell of another build is refused: a deployment half done', async () => {
  inWorker(new FakeCaches(), { ...server, '/': '<script src="/assets/app-99999999.js"></script>' });
  await assert.rejects(fill(), /another build/);
});
