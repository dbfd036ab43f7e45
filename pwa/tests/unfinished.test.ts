import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { fold } from '../src/lookup/folding.ts';
import { Unfinished } from '../src/lookup/unfinished.ts';

/** The cases of the service: what a last word may become there, it may become here. */
const cases = JSON.parse(readFileSync('../tests/catalogue/unfinished_cases.json', 'utf8')) as {
  evidence: Record<string, number>;
  cases: { query: string; ways: [number, string][]; why: string }[];
};
const unfinished = new Unfinished(new Map(Object.entries(cases.evidence)));

for (const { query, ways, why } of cases.cases) {
  test(`'${query}': ${why}`, () => {
    for (const form of ['NFC', 'NFD']) {
      const typed = query.normalize(form);
      const found = unfinished.ways(typed, fold(typed).split(' ').filter(Boolean));
      assert.deepEqual(found.map(([, way]) => way.join(' ')), ways.map(([, way]) => way));
      found.forEach(([weight], place) => assert.ok(Math.abs(weight - ways[place]![0]) < 1e-9, `${weight}`));
    }
  });
}
