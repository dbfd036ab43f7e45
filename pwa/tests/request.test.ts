/** Answers that never end, and a session that renews itself, against a server on 127.0.0.1. */
import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';

import { request } from '../src/api/request.ts';

let origin = '';
let refreshAnswers = 200;
const refreshed: number[] = [];

const server = createServer((asked, answer) => {
  if (asked.url === '/half') {
    answer.writeHead(200, { 'Content-Type': 'application/json' });
    return void answer.write('{"half":');
  }
  if (asked.url === '/api/v1/auth/refresh') {
    refreshed.push(refreshAnswers);
    return problem(answer, refreshAnswers, 'session_ended');
  }
  if (asked.url === '/expired') return problem(answer, 401, 'token_expired');
  if (asked.method === 'HEAD') answer.writeHead(200, { 'Upload-Offset': '7', 'Content-Length': '12' });
  else answer.writeHead(asked.url === '/nothing' ? 204 : 200);
  answer.end(asked.url === '/nothing' ? undefined : '{"whole":true}');
});

function problem(answer: ServerResponse, status: number, code: string): void {
  answer.writeHead(status, { 'Content-Type': 'application/problem+json' });
  answer.end(JSON.stringify({ code, detail: code }));
}

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(globalThis, { document: { cookie: 'csrf_access_token=a; csrf_refresh_token=r' } });
  const locks = { request: (_name: string, work: () => unknown) => Promise.resolve().then(work) };
  Object.defineProperty(globalThis, 'navigator', { value: { locks }, configurable: true });
  const { fetch } = globalThis;
  globalThis.fetch = (to, init) => fetch(typeof to === 'string' && to.startsWith('/') ? origin + to : to, init);
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (path: string, method = 'GET', patienceMs = 10_000) => request(new Request(origin + path, { method }), { patienceMs });

test('an answer that stalls in the middle is no answer', { timeout: 5_000 }, async () => {
  await assert.rejects(async () => (await ask('/half', 'GET', 300)).json(), { name: 'AbortError' });
});

test('an answer keeps its status, headers and body, or has none', async () => {
  assert.deepEqual(await (await ask('/')).json(), { whole: true });
  assert.equal((await ask('/nothing', 'DELETE')).status, 204);
  assert.equal((await ask('/', 'HEAD')).headers.get('Upload-Offset'), '7');
});

test('only the service itself says that a session is over', async () => {
  for (const status of [401, 403]) {
    refreshAnswers = status;
    assert.equal((await ask('/expired')).status, 401);
  }
  for (const status of [429, 500, 502, 503]) {
    refreshAnswers = status;
    await assert.rejects(ask('/expired'), TypeError, `${status} from a proxy`);
  }
  assert.deepEqual(refreshed, [401, 403, 429, 500, 502, 503]);
});
