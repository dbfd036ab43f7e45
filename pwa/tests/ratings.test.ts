import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bodyOf, needsReason, QUESTIONS, reasonOf, stepAfter, stepAt, type Answers } from '../src/ratings/questions.ts';

const noReason = { chips: [], words: '' };

test('without the one required answer it is always the first card', () => {
  assert.equal(stepAt(undefined, {}), 'overall');
  assert.equal(stepAt('send', {}), 'overall');
  assert.equal(stepAt('guidance', {}), 'overall');
  assert.equal(stepAt('guidance', { overall: 'satisfied' }), 'guidance');
  assert.equal(stepAt('send', { overall: 'satisfied' }), 'send');
  assert.equal(stepAt('nonsense', { overall: 'satisfied' }), 'overall');
});

test('the cards come in order, and a skipped one is not asked again', () => {
  const answers: Answers = { overall: 'satisfied' };
  assert.equal(stepAfter('overall', answers), 'time');
  assert.equal(stepAfter('time', { ...answers, time: null }), 'attitude');
  assert.equal(stepAfter('extra_money', { ...answers, extra_money: false }), 'send');
});

test('whoever changes an answer goes straight back to sending', () => {
  const all: Answers = Object.fromEntries(QUESTIONS.map((question) => [question, null]));
  assert.equal(stepAfter('overall', { ...all, overall: 'unsatisfied' }), 'send');
});

test('a reason is wanted from the unsatisfied only, and only then sent', () => {
  assert.equal(needsReason({ overall: 'unsatisfied' }), true);
  assert.equal(needsReason({ overall: 'satisfied', time: 'unsatisfied' }), false);
  const why = { chips: ['slow'], words: 'x' } as const;
  assert.equal(bodyOf('result', { overall: 'satisfied' }, why).reason, null);
  assert.equal(bodyOf('result', { overall: 'unsatisfied' }, why).reason, 'slow: x');
});

test('chips are sent as codes in their own order, then the words', () => {
  assert.equal(reasonOf(noReason), '');
  assert.equal(reasonOf({ chips: [], words: '  ' }), '');
  assert.equal(reasonOf({ chips: ['attitude', 'slow'], words: '' }), 'slow, attitude');
  assert.equal(reasonOf({ chips: ['slow'], words: ' Chờ hai buổi. ' }), 'slow: Chờ hai buổi.');
  assert.equal(reasonOf({ chips: [], words: 'Chờ' }), 'Chờ');
});

test('skipped answers are sent as none, and the stage always', () => {
  assert.deepEqual(bodyOf('supplement', { overall: 'satisfied', time: null, extra_money: false }, noReason), {
    stage: 'supplement',
    overall: 'satisfied',
    time: null,
    extra_money: false,
    reason: null,
  });
});
