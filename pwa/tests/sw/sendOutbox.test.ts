import assert from 'node:assert/strict';
import { test } from 'node:test';

// The module looks at its scope when it is loaded.
const scope = { registration: {}, drainOutbox: async () => 'done' };
Object.assign(globalThis, { self: scope });
const { sendOutbox } = await import('../../src/sw/sendOutbox.ts');

function sync(outcome: string, tag = 'outbox'): Promise<unknown> | undefined {
  let work: Promise<unknown> | undefined;
  scope.drainOutbox = async () => outcome;
  sendOutbox({ tag, waitUntil: (promise: Promise<unknown>) => (work = promise) } as unknown as Event);
  return work;
}

test('what is not sent yet is tried again, also when a page that may be closed is at it', async () => {
  for (const outcome of ['later', 'no_answer', 'busy']) await assert.rejects(sync(outcome)!, { message: outcome });
});

test('what is sent, or waits for somebody to sign in, is not tried again', async () => {
  for (const outcome of ['done', 'sign_in']) await sync(outcome);
  assert.equal(sync('later', 'something else'), undefined);
});
