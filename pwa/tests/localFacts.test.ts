import assert from 'node:assert/strict';
import { test } from 'node:test';

import { correctionOf, EMPTY_FACT, factBody, factFaults, versionFor, type FactRow, type OfficeFact } from '../src/desk/local/facts.ts';

const row: FactRow = {
  number: 2, text: '8.000 đồng', decision: '12/2026/NQ-HĐND', decided_on: '2026-07-01', effective_from: '2026-07-15', effective_to: null,
  for_all_procedures: false, reason: 'x', recorded_at: '2026-07-02T00:00:00Z', recorded_by: 'A', position: 'B',
};
const fact: OfficeFact = {
  procedure: { code: '1.001193', name: 'Khai sinh', listed: true }, kind: 'fee', version: 2, now: row, planned: [], withdrawn: false,
};

test('a fee needs the decision that sets it; other facts need only words and a reason', () => {
  assert.deepEqual(factFaults(EMPTY_FACT), { text: 'textMissing', reason: 'reasonMissing' });
  assert.deepEqual(factFaults({ ...EMPTY_FACT, kind: 'fee', text: 'x', reason: ' ' }), {
    decision: 'decisionMissing', decidedOn: 'decidedOnMissing', reason: 'reasonMissing',
  });
  assert.deepEqual(factFaults({ ...EMPTY_FACT, scope: 'one', text: 'x', reason: 'y' }), { procedure: 'procedureMissing' });
});

test('a correction begins with what holds and without its reason and its day', () => {
  const draft = correctionOf(fact);
  assert.equal(draft.text, '8.000 đồng');
  assert.equal(draft.reason, '');
  assert.equal(factBody(draft).effective_from, null);
  assert.equal(factBody(draft).procedure_code, '1.001193');
  assert.equal(factBody({ ...draft, scope: 'all' }).procedure_code, null);
});

test('the version belongs to one procedure and kind; nought where nothing was recorded', () => {
  assert.equal(versionFor([fact], '1.001193', 'fee'), 2);
  assert.equal(versionFor([fact], null, 'fee'), 0);
  assert.equal(versionFor([fact], '1.001193', 'place'), 0);
});
