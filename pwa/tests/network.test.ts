/** A proxy before a stopped service answers too, but says nothing of it. */
import './shownPages.ts';

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { api, ask } from '../src/api/client.ts';
import { askAgain, heard, network } from '../src/app/network.ts';

const proxy = () => new Response('<h1>502</h1>', { status: 502, headers: { 'Content-Type': 'text/html' } });
const service = () => Response.json({ code: 'internal_error', detail: 'x' }, { status: 500, headers: { 'Content-Type': 'application/problem+json' } });
const answerWith = (answer: () => Response) => Object.assign(globalThis, { fetch: async () => answer() });
const look = () => ask(api.GET('/api/v1/me')).catch(() => {});

beforeEach(heard);

test("a proxy's page is no answer of the service; a problem document is", async (test) => {
  test.after(heard);
  answerWith(proxy);
  await look();
  assert.equal(network.value, 'unreachable');
  await askAgain();
  assert.equal(network.value, 'unreachable');
  answerWith(service);
  await look();
  assert.equal(network.value, 'online');
});
