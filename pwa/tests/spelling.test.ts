import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { fold } from '../src/lookup/folding.ts';
import { Speller } from '../src/lookup/spelling.ts';

/** The cases of the service: what it repairs, the phone repairs alike. */
const cases = JSON.parse(readFileSync('../tests/catalogue/spelling_cases.json', 'utf8')) as { names: string[]; repairs: [string, string][]; guesses: [string, string][] };

const syllablesOf = (text: string) => fold(text).split(' ').filter(Boolean);
const counts = new Map<string, number>();
const pairs = new Map<string, number>();
for (const name of cases.names) {
  const syllables = syllablesOf(name);
  for (const syllable of new Set(syllables)) counts.set(syllable, (counts.get(syllable) ?? 0) + 1);
  const ofName = new Set(syllables.slice(1).map((syllable, place) => `${syllables[place]} ${syllable}`));
  for (const pair of ofName) pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
}
const speller = new Speller(counts, (pair) => pairs.get(pair));

for (const [typed, meant] of cases.repairs) {
  test(`'${typed}' is '${meant}'`, () => assert.equal(speller.repaired(syllablesOf(typed)).join(' '), meant));
}

for (const [typed, guess] of cases.guesses) {
  test(`'${typed}' may be '${guess}'`, () => assert.equal(speller.guessed(speller.repaired(syllablesOf(typed))).join(' '), guess));
}

test('names as printed need no repair', () => {
  for (const name of cases.names) assert.deepEqual(speller.repaired(syllablesOf(name)), syllablesOf(name));
});
