import assert from 'node:assert/strict';
import { test } from 'node:test';

import { initialState, nextState, secondsUntilNextCheck, type StatusEvent } from '../src/status.ts';

const procedure = { code: '1.001193', name: 'Đăng ký khai sinh', field: 'Hộ tịch', level: 'xã' };

function statusAfter(event: StatusEvent) {
  return nextState(initialState, event).status;
}

test('ready with a catalogue', () => {
  const status = statusAfter({
    type: 'answered',
    readiness: { status: 'ready', checks: { database: 'ok' } },
    catalogue: { items: [procedure], total: 60 },
  });
  assert.deepEqual(status, { kind: 'ready', catalogue: { procedures: [procedure], total: 60 } });
});

test('ready stays ready when the catalogue cannot be read', () => {
  for (const catalogue of [null, [], 'not found', { status: 404, code: 'not_found' }]) {
    const status = statusAfter({ type: 'answered', readiness: { status: 'ready' }, catalogue });
    assert.deepEqual(status, { kind: 'ready', catalogue: null });
  }
});

test('an item without code or name is left out, missing facts are null', () => {
  const status = statusAfter({
    type: 'answered',
    readiness: { status: 'ready' },
    catalogue: { items: [{ code: '1.0' }, null, { code: '2.000815', name: 'Chứng thực bản sao', level: null }] },
  });
  assert.deepEqual(status, {
    kind: 'ready',
    catalogue: {
      procedures: [{ code: '2.000815', name: 'Chứng thực bản sao', field: null, level: null }],
      total: null,
    },
  });
});

test('starting names what it still waits for', () => {
  const status = statusAfter({
    type: 'answered',
    readiness: { status: 'starting', checks: { database: 'needs `motcua migrate`', data_directory: 'ok' } },
    catalogue: null,
  });
  assert.deepEqual(status, {
    kind: 'starting',
    failingChecks: [{ name: 'database', outcome: 'needs `motcua migrate`' }],
  });
});

test('any other status is degraded and names the checks that fail', () => {
  const status = statusAfter({
    type: 'answered',
    readiness: { status: 'unavailable', checks: { database: 'unreachable', worker: false, data_directory: 'ok', catalogue: true } },
    catalogue: null,
  });
  assert.deepEqual(status, {
    kind: 'degraded',
    failingChecks: [
      { name: 'database', outcome: 'unreachable' },
      { name: 'worker', outcome: null },
    ],
  });
});

test('an answer that is not ours counts as no answer', () => {
  for (const readiness of [null, 'Sign in to Wi-Fi', [], {}, { status: 503 }]) {
    const status = statusAfter({ type: 'answered', readiness, catalogue: null });
    assert.deepEqual(status, { kind: 'unreachable', deviceOffline: false });
  }
});

test('no answer says whether the device itself is offline', () => {
  assert.deepEqual(statusAfter({ type: 'failed', deviceOffline: true }), { kind: 'unreachable', deviceOffline: true });
});

test('asking again keeps the last status on screen', () => {
  const failed = nextState(initialState, { type: 'failed', deviceOffline: false });
  assert.deepEqual(nextState(failed, { type: 'asked' }), { ...failed, checking: true });
});

test('the page asks again by itself only while something is wrong', () => {
  assert.equal(secondsUntilNextCheck({ kind: 'ready', catalogue: null }), null);
  assert.equal(secondsUntilNextCheck({ kind: 'loading' }), null);
  assert.equal(secondsUntilNextCheck({ kind: 'starting', failingChecks: [] }), 3);
  assert.equal(secondsUntilNextCheck({ kind: 'degraded', failingChecks: [] }), 15);
});
