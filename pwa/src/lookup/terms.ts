/** What a name says, in numbers: its terms and how much each weighs (BM25). The rule of api/catalogue/terms.py. */
import { fold, QUESTION_WORDS } from './folding.ts';

const SATURATION = 0.8;
const LENGTH_PULL = 0.9;
const FIELD_WEIGHT = 0.35;
const BRACKETS_WEIGHT = 0.5;
const BRACKETS_LENGTH = 0.3;
const QUESTION_WEIGHT = 0.25;
const PAIR_WITH_QUESTION_WORD = 0.7;

/** Rows, and what the term adds to the score of each. */
export interface Postings {
  rows: number[];
  weights: number[];
}
export const NOWHERE: Postings = { rows: [], weights: [] };

/** The folded syllables of a name, and which of them stand in brackets. */
export interface Name {
  syllables: string[];
  inBrackets: boolean[];
}

export function nameOf(text: string, writtenOut: (syllables: readonly string[]) => string[]): Name {
  const name: Name = { syllables: [], inBrackets: [] };
  let depth = 0;
  for (const part of text.split(/([()])/)) {
    if (part === '(') depth += 1;
    else if (part === ')') depth = Math.max(0, depth - 1);
    else {
      for (const syllable of writtenOut(syllablesOf(part))) {
        name.syllables.push(syllable);
        name.inBrackets.push(depth > 0);
      }
    }
  }
  return name;
}

/** Equal for names that say the same but for order, brackets and words of the question. */
export function coreOf(syllables: readonly string[]): string {
  return [...new Set(syllables.filter(tells))].sort().join(' ');
}

export function coreOfName({ syllables, inBrackets }: Name): string {
  return coreOf(syllables.filter((_, place) => !inBrackets[place]));
}

/** For each term the rows that have it. `fieldOf`: which of the fields a row has. */
export function postingsOf(names: readonly Name[], fields: readonly string[], fieldOf: readonly number[]): Map<string, Postings> {
  const fieldTerms = fields.map((field) => [...new Set(termsOf(syllablesOf(field)))]);
  const lengths = names.map(lengthOf);
  const average = lengths.reduce((sum, length) => sum + length, 0) / Math.max(lengths.length, 1) || 1;
  const postings = new Map<string, Postings>();
  const add = (term: string, row: number, change: (weight: number) => number) => {
    let found = postings.get(term);
    if (!found) postings.set(term, (found = { rows: [], weights: [] }));
    const last = found.rows.length - 1;
    if (found.rows[last] === row) found.weights[last] = change(found.weights[last]!);
    else {
      found.rows.push(row);
      found.weights.push(change(0));
    }
  };
  names.forEach(({ syllables, inBrackets }, row) => {
    const pull = SATURATION * (1 - LENGTH_PULL + (LENGTH_PULL * lengths[row]!) / average);
    const terms = new Set<string>();
    const count = (term: string, inside: boolean | undefined) => {
      terms.add(term);
      add(term, row, (weight) => weight + (inside ? BRACKETS_WEIGHT : 1));
    };
    syllables.forEach((syllable, place) => {
      count(syllable, inBrackets[place]);
      if (place > 0) count(`${syllables[place - 1]} ${syllable}`, inBrackets[place] || inBrackets[place - 1]);
    });
    for (const term of terms) add(term, row, (count) => (count * (SATURATION + 1)) / (count + pull));
    for (const term of fieldTerms[fieldOf[row]!]!) add(term, row, (weight) => weight + FIELD_WEIGHT);
  });
  for (const [term, { rows, weights }] of postings) {
    const rarity = Math.log(1 + (names.length - rows.length + 0.5) / (rows.length + 0.5)) * termWeight(term);
    for (let place = 0; place < weights.length; place += 1) weights[place]! *= rarity;
  }
  return postings;
}

/** The syllables and the pairs of neighbours. */
export function termsOf(syllables: readonly string[]): string[] {
  return [...syllables, ...pairsOf(syllables)];
}

export function pairsOf(syllables: readonly string[]): string[] {
  return syllables.slice(1).map((syllable, place) => `${syllables[place]} ${syllable}`);
}

export function syllablesOf(text: string): string[] {
  return fold(text).split(' ').filter(Boolean);
}

/** In syllables that mean something. */
function lengthOf({ syllables, inBrackets }: Name): number {
  let [length, inside] = [0, 0];
  syllables.forEach((syllable, place) => {
    if (!tells(syllable)) return;
    length += 1;
    if (inBrackets[place]) inside += 1;
  });
  return length - (1 - BRACKETS_LENGTH) * inside;
}

/** Lightest for question words and pairs of them. */
function termWeight(term: string): number {
  const syllables = term.split(' ');
  const telling = syllables.filter(tells).length;
  if (telling === 0) return QUESTION_WEIGHT;
  return telling < syllables.length ? PAIR_WITH_QUESTION_WORD : 1;
}

function tells(syllable: string): boolean {
  return !QUESTION_WORDS.has(syllable);
}
