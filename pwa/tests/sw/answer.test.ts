import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answer } from '../../src/sw/answer.ts';
import { FakeCaches, inWorker, ORIGIN } from './workerFakes.ts';

const DESK = '/assets/Desk-222222.js';

/** What the listener answers; undefined leaves the request to the browser. */
async function ask(path: string, { mode = 'no-cors', method = 'GET', origin = ORIGIN } = {}): Promise<string | undefined> {
  let answered: Promise<Response> | undefined;
  const request = { url: origin + path, mode, method };
  const waits: Promise<unknown>[] = [];
  answer({
    request,
    respondWith: (given: Promise<Response>) => (answered = given),
    waitUntil: (until: Promise<unknown>) => waits.push(until),
  } as unknown as FetchEvent);
  const text = (await answered)?.text();
  await Promise.all(waits);
  return text;
}

function world(files: Record<string, string> = {}) {
  const caches = new FakeCaches();
  caches.fill('app-old', { [DESK]: 'old desk' });
  caches.fill('app-test', { '/': 'shell' });
  return { caches, asked: inWorker(caches, files) };
}

test('every page is the shell, also when its code holds dots', async () => {
  const { asked } = world();
  for (const path of ['/', '/ho-so', '/thu-tuc/1.001193', '/theo-doi/Y99.86.01-261122-0001?secret=a']) {
    assert.equal(await ask(path, { mode: 'navigate' }), 'shell', path);
  }
  assert.deepEqual(asked, []);
});

test('the service, files that are no page, and other sites are left alone', async () => {
  world();
  for (const path of ['/api/v1/dossiers/1/receipt.pdf', '/healthz', '/robots.txt', '/wp-login.php', '/.git/config']) {
    assert.equal(await ask(path, { mode: 'navigate' }), undefined, path);
  }
  assert.equal(await ask('/ho-so', { mode: 'navigate', method: 'POST' }), undefined);
  assert.equal(await ask('/', { mode: 'navigate', origin: 'https://elsewhere.example' }), undefined);
});

test('a page of the version before still finds its parts', async () => {
  world();
  assert.equal(await ask(DESK), 'old desk');
});

test('a part loaded on use is kept; an answer that is none is not', async () => {
  const { caches } = world({ '/assets/en-222222.js': 'english' });
  assert.equal(await ask('/assets/en-222222.js'), 'english');
  assert.equal(await ask('/assets/gone-222222.js'), '');
  assert.deepEqual(caches.paths('app-test'), ['/', '/assets/en-222222.js']);
});

test('what a part imports is kept with it, also when the browser has it already and never asks', async () => {
  const { caches } = world({ '/assets/qr-333333.js': 'qr' });
  await ask(DESK);
  assert.deepEqual(caches.paths('app-test'), ['/', '/assets/qr-333333.js']);
});

test('a broken storage does not stand between page and network', async () => {
  const { caches } = world({ '/ho-so': 'from the network' });
  caches.open = () => Promise.reject(new Error('storage'));
  assert.equal(await ask('/ho-so', { mode: 'navigate' }), 'from the network');
});
