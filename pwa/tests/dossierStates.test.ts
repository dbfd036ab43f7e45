import assert from 'node:assert/strict';
import { test } from 'node:test';

import { arrange, completionLook, dueOf, joined, stateOf } from '../src/dossiers/states.ts';
import { dossiers } from '../src/words/vi/dossiers.ts';

const line = (status: number, waits_for_citizen = [5, 6, 9].includes(status)) => ({ id: `${status}`, status, waits_for_citizen });

test('every national status has its words, a colour by its meaning, and says whose turn it is', () => {
  const expected: Record<number, [string, string, boolean, boolean]> = {
    1: ['submitted', 'waiting', false, false],
    2: ['received', 'waiting', false, false],
    3: ['declined', 'waiting', false, true],
    4: ['inProcess', 'waiting', false, false],
    5: ['supplement', 'soon', true, false],
    6: ['payment', 'soon', true, false],
    7: ['withdrawn', 'waiting', false, true],
    8: ['stopped', 'waiting', false, true],
    9: ['resolved', 'soon', true, false],
    10: ['returned', 'done', false, true],
  };
  for (const [status, facts] of Object.entries(expected)) {
    const { name, tone, myTurn, finished } = stateOf(line(Number(status)));
    assert.deepEqual([name, tone, myTurn, finished], facts, status);
    assert.equal(dossiers.states[name].length, 2);
    assert.equal(dossiers.states[name][1].startsWith('Đến lượt ông/bà'), myTurn, status);
  }
});

test('papers that were sent and a withdrawal that was asked for are the office\'s turn', () => {
  assert.equal(stateOf(line(5, false)).name, 'supplemented');
  assert.equal(stateOf(line(5, false)).myTurn, false);
  assert.equal(stateOf({ ...line(4), allowed_actions: [] }).name, 'withdrawalAsked');
  assert.equal(stateOf({ ...line(4), allowed_actions: ['withdraw'] }).name, 'inProcess');
});

test('a status that this app does not know breaks nothing', () => {
  assert.equal(stateOf(line(11, false)).name, 'other');
  assert.equal(completionLook('something').name, 'in_progress');
});

test('the five public levels', () => {
  assert.deepEqual(
    ['waiting', 'in_progress', 'paused', 'done', 'ended'].map((level) => completionLook(level).name),
    ['waiting', 'in_progress', 'paused', 'done', 'ended'],
  );
  assert.equal(completionLook('done').tone, 'done');
});

const running = { status: 4, due_on: '2026-12-01', working_days_left: 3 };

test('red only when late, amber on the last day and the one before', () => {
  const tones = [3, 2, 1, 0, -1, -20].map((left) => {
    const due = dueOf({ ...running, working_days_left: left });
    return due.kind === 'date' && due.tone;
  });
  assert.deepEqual(tones, ['waiting', 'waiting', 'soon', 'soon', 'fault', 'fault']);
});

test('a paused dossier is not hurried, but one that was late stays late', () => {
  const waiting = dueOf({ ...running, status: 5, working_days_left: 1 });
  assert.deepEqual(waiting, { kind: 'date', day: '2026-12-01', before: null, left: 1, tone: 'waiting', paused: 'supplement' });
  const late = dueOf({ ...running, status: 6, working_days_left: -1 });
  assert.equal(late.kind === 'date' && `${late.tone} ${late.paused}`, 'fault payment');
});

test('after an apology the new date counts and the first is named; a pause may have passed it', () => {
  const moved = dueOf({ ...running, reappointed_on: '2026-12-05' });
  assert.deepEqual(moved.kind === 'date' && [moved.day, moved.before], ['2026-12-05', '2026-12-01']);
  const passed = dueOf({ ...running, reappointed_on: '2026-11-30' });
  assert.deepEqual(passed.kind === 'date' && [passed.day, passed.before], ['2026-12-01', null]);
});

test('without a date it is said why', () => {
  const none = { due_on: null, working_days_left: null };
  assert.equal(dueOf({ ...none, status: 1 }).kind, 'notStarted');
  assert.equal(dueOf({ ...none, status: 5, received_at: null }).kind, 'notStarted');
  assert.equal(dueOf({ ...none, status: 5, received_at: '2026-11-20T02:00:00Z' }).kind, 'noLimit');
  assert.equal(dueOf({ ...none, status: 4 }).kind, 'noLimit');
  assert.equal(dueOf({ ...none, status: null, completion: 'waiting' }).kind, 'notStarted');
});

test('what is finished has no days left', () => {
  for (const status of [3, 7, 8, 9, 10]) assert.equal(dueOf({ ...running, status }).kind, 'finished');
  assert.equal(dueOf({ ...running, status: null, completion: 'ended' }).kind, 'finished');
});

test('the public is not told why a dossier is paused', () => {
  const due = dueOf({ status: null, completion: 'paused', due_on: '2026-12-01', working_days_left: null });
  assert.equal(due.kind === 'date' && due.paused, 'other');
});

test('what waits for the citizen stands first, what is over last', () => {
  const { myTurn, open, finished } = arrange([1, 10, 5, 3, 9, 4, 7, 6, 2, 8].map((status) => line(status)));
  assert.deepEqual(myTurn.map(({ id }) => id), ['5', '9', '6']);
  assert.deepEqual(open.map(({ id }) => id), ['1', '4', '2']);
  assert.deepEqual(finished.map(({ id }) => id), ['10', '3', '7', '8']);
});

test('pages that overlap show a dossier once', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id }));
  assert.deepEqual(joined([a!, b!], [b!, c!]), [a, b, c]);
});
