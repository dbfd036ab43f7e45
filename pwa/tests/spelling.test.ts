import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { fold } from '../src/lookup/folding.ts';
import { Speller } from '../src/lookup/spelling.ts';

/** The cases of the service: what it repairs, the phone repairs alike. */
const cases = JSON.parse(readFileSync('../tests/catalogue/spelling_cases.json', 'utf8')) as { names: string[]; repairs: [string, string][]; heard: [string, string[]][] };

const syllablesOf = (text: string) => fold(text).split(' ').filter(Boolean);
const counts = new Map<string, number>();
const pairs = new Set<string>();
for (const name of cases.names) {
  const syllables = syllablesOf(name);
  for (const syllable of new Set(syllables)) counts.set(syllable, (counts.get(syllable) ?? 0) + 1);
  syllables.slice(1).forEach((syllable, place) => pairs.add(`${syllables[place]} ${syllable}`));
}
const speller = new Speller(counts, (pair) => pairs.has(pair));

for (const [typed, meant] of cases.repairs) {
  test(`'${typed}' is '${meant}'`, () => assert.equal(speller.repaired(syllablesOf(typed)).join(' '), meant));
}

for (const [typed, heard] of cases.heard) {
  test(`'${typed}' sounds like '${heard.join(', ')}'`, () => assert.deepEqual(speller.byEar(speller.repaired(syllablesOf(typed))), heard));
}

test('names as printed need no repair', () => {
  for (const name of cases.names) assert.deepEqual(speller.repaired(syllablesOf(name)), syllablesOf(name));
});
