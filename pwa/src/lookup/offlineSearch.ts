/**
 * Ranked look-up on the phone, over the compact catalogue: the rule of api/catalogue/search.py.
 *
 * BM25 over the folded syllables and pairs of syllables of the name, more lightly over those of the field; words of the
 * question weigh little; what a commune does comes first; a code in any spelling finds its procedure at once. Pure.
 */
import type { Schemas } from '../api/client.ts';
import { codesIn } from './codes.ts';
import type { EventRow } from './browse/phoneCatalogue.ts';
import { EverydayWords, type WordsTable } from './everyday.ts';
import { fold, QUESTION_WORDS } from './folding.ts';
import { Speller } from './spelling.ts';
import { EVERYDAY_EVIDENCE, OFTEN_EVIDENCE, Unfinished } from './unfinished.ts';

export type Item = Schemas['ProcedureItem'];
export type Level = NonNullable<Item['level']>;

/** [code, name, index of field, of level, of online level (null: none), 1: has detail + 2: often needed] */
type Row = [string, string, number, number | null, number | null, number];

/** What GET /catalogue/offline answers; its rows are in the order that breaks ties. */
export interface OfflineCatalogue {
  version: number;
  fields: string[];
  levels: string[];
  online_levels: string[];
  procedures: Row[];
  /** A phone may still keep a catalogue of the time before it had them. */
  words?: WordsTable;
  life_events?: EventRow[];
}

export interface Filters {
  /** Compared folded; '' for all. */
  field: string;
  level: Level | '';
}

const LONGEST_QUERY = 200;
const SATURATION = 1.2;
const LENGTH_PULL = 0.75;
const FIELD_WEIGHT = 0.5;
const QUESTION_WEIGHT = 0.15;
const OFFICIAL_PAIRS = 5;
const OFFICIAL_SHARE = 0.2; // of words for an everyday phrase, in a query as long and as official as a name
const FULL_WORDS = 3; // so many official words count in full; more of them share
const HEARD_SHARE = 0.6; // of a pair that only sounds like what was typed
const SAID_SHARE = 0.3; // of an everyday word, once the official ones stand for it
const DETAIL_PRIOR = 1.1;
const OFTEN_PRIOR = 1.3;
const LEVEL_PRIOR: Record<string, number> = { xã: 1.35, tỉnh: 1, 'trung ương': 0.85, khác: 0.85 };
const NO_LEVEL_PRIOR = 0.8;

const HAS_DETAIL = 1;
const OFTEN_NEEDED = 2;

interface Postings {
  rows: number[];
  weights: number[];
}
const NOWHERE: Postings = { rows: [], weights: [] };

export interface Found {
  total: number;
  items: Item[];
}

export class OfflineIndex {
  readonly catalogue: OfflineCatalogue;
  readonly #postings: Map<string, Postings>;
  readonly #priors: number[];
  readonly #everyday: EverydayWords;
  readonly #speller: Speller;
  #unfinished: Unfinished | undefined;
  readonly #byDigits = new Map<string, number>();

  constructor(catalogue: OfflineCatalogue) {
    this.catalogue = catalogue;
    this.#postings = postingsOf(catalogue);
    this.#everyday = new EverydayWords(catalogue.words ?? { people: '', lines: [] });
    this.#speller = spellerOf(this.#postings, this.#everyday);
    this.#priors = catalogue.procedures.map(([, , , level, , marks]) => {
      const prior = level === null ? NO_LEVEL_PRIOR : (LEVEL_PRIOR[catalogue.levels[level]!] ?? NO_LEVEL_PRIOR);
      return prior * (marks & HAS_DETAIL ? DETAIL_PRIOR : 1) * (marks & OFTEN_NEEDED ? OFTEN_PRIOR : 1);
    });
    catalogue.procedures.forEach(([code], row) => {
      const digits = code.replace(/\D/g, '');
      if (!this.#byDigits.has(digits)) this.#byDigits.set(digits, row);
    });
  }

  /** How many procedures match, and a part of them, best first; in the order of the catalogue when the query says nothing. */
  search(query: string, filters: Filters, skip = 0, limit = 20): Found {
    const text = query.slice(0, LONGEST_QUERY);
    const scores = this.#scores(text);
    for (const digits of codesIn(text)) {
      const row = this.#byDigits.get(digits);
      if (row !== undefined) scores[row] = Infinity;
    }
    const shown = this.#shown(filters);
    const rows: number[] = [];
    for (let row = 0; row < scores.length; row += 1) if (scores[row]! > 0 && shown(row)) rows.push(row);
    const best = bestOf(rows, scores, skip + limit);
    return { total: rows.length, items: best.slice(skip).map((row) => this.itemAt(row)) };
  }

  /** What is made of a query before anything is looked for: its words put right, and those that nobody knows. */
  reading(query: string): Schemas['Understood'] {
    const text = query.slice(0, LONGEST_QUERY);
    const words = this.#speller.repaired(this.#begun.ways(text, syllablesOf(text))[0]![1]);
    const said = new Set(this.#everyday.matches(words).flatMap(({ places }) => places));
    const isKnown = (word: string, place: number) =>
      QUESTION_WORDS.has(word) || said.has(place) || this.#postings.has(word) || /^\p{Nd}+$/u.test(word);
    return { words: words.join(' '), unknown_words: words.filter((word, place) => !isKnown(word, place)) };
  }

  /** Made when somebody first types. */
  get #begun(): Unfinished {
    this.#unfinished ??= new Unfinished(evidenceOf(this.catalogue, this.#postings, this.#everyday));
    return this.#unfinished;
  }

  #scores(query: string): Float64Array {
    const syllables = syllablesOf(query);
    const scores = new Float64Array(this.catalogue.procedures.length);
    if (syllables.length === 0) return scores.fill(1);
    for (const [term, share] of this.#begun.meant(query, syllables, (way) => this.#meant(way))) {
      const { rows, weights } = this.#postings.get(term) ?? NOWHERE;
      for (let place = 0; place < rows.length; place += 1) scores[rows[place]!]! += weights[place]! * share;
    }
    return scores.map((score, row) => score * this.#priors[row]!);
  }

  /** The terms of a query and how much each counts: official words in full, the everyday words for them less. */
  #meant(asTyped: readonly string[]): Map<string, number> {
    const syllables = this.#speller.repaired(asTyped);
    const matches = this.#everyday.matches(syllables);
    const share = this.#isOfficial(syllables) ? OFFICIAL_SHARE : 1;
    const said = new Set(share === 1 ? matches.flatMap(({ places }) => places) : []);
    const shares = new Map<string, number>();
    const add = (term: string, counts: number) => shares.set(term, Math.max(shares.get(term) ?? 0, counts));
    syllables.forEach((syllable, place) => {
      add(syllable, said.has(place) ? SAID_SHARE : 1);
      if (place > 0) add(`${syllables[place - 1]} ${syllable}`, said.has(place - 1) && said.has(place) ? SAID_SHARE : 1);
    });
    for (const pair of this.#speller.byEar(syllables)) if (!shares.has(pair)) shares.set(pair, HEARD_SHARE);
    for (const { official } of matches) {
      const weight = share * Math.min(1, Math.sqrt(FULL_WORDS / official.length));
      for (const term of termsOf(official)) add(term, weight);
    }
    return shares;
  }

  /** Whether somebody types a name as it is printed: then everyday words in it are none. */
  #isOfficial(syllables: readonly string[]): boolean {
    const pairs = syllables.slice(1).map((syllable, place) => `${syllables[place]} ${syllable}`);
    return pairs.length >= OFFICIAL_PAIRS && pairs.every((pair) => this.#postings.has(pair));
  }

  #shown({ field, level }: Filters): (row: number) => boolean {
    const { fields, levels, procedures } = this.catalogue;
    if (!field && !level) return () => true;
    const folded = fold(field);
    const wantedFields = new Set(fields.flatMap((name, place) => (field && fold(name) === folded ? [place] : [])));
    const wantedLevel = levels.indexOf(level);
    return (row) => {
      const [, , fieldOfRow, levelOfRow] = procedures[row]!;
      return (!field || wantedFields.has(fieldOfRow)) && (!level || levelOfRow === wantedLevel);
    };
  }

  itemAt(row: number): Item {
    const { fields, levels, online_levels: onlineLevels, procedures } = this.catalogue;
    const [code, name, field, level, onlineLevel, marks] = procedures[row]!;
    return {
      code,
      name,
      field: fields[field]!,
      level: level === null ? null : (levels[level] as Level),
      online_level: onlineLevel === null ? null : (onlineLevels[onlineLevel] as NonNullable<Item['online_level']>),
      has_detail: (marks & HAS_DETAIL) > 0,
      facts: null,
      province: null,
    };
  }
}

function postingsOf({ fields, procedures }: OfflineCatalogue): Map<string, Postings> {
  const names = procedures.map(([, name]) => fold(name).split(' '));
  const fieldTerms = fields.map((field) => [...new Set(termsOf(fold(field).split(' ')))]);
  const lengths = names.map((name) => name.filter((syllable) => !QUESTION_WORDS.has(syllable)).length);
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
  names.forEach((name, row) => {
    const terms = termsOf(name);
    const pull = SATURATION * (1 - LENGTH_PULL + (LENGTH_PULL * lengths[row]!) / average);
    for (const term of terms) add(term, row, (count) => count + 1);
    for (const term of new Set(terms)) add(term, row, (count) => (count * (SATURATION + 1)) / (count + pull));
    for (const term of fieldTerms[procedures[row]![2]]!) add(term, row, (weight) => weight + FIELD_WEIGHT);
  });
  for (const [term, { rows, weights }] of postings) {
    const rarity = Math.log(1 + (names.length - rows.length + 0.5) / (rows.length + 0.5)) * termWeight(term);
    for (let place = 0; place < weights.length; place += 1) weights[place]! *= rarity;
  }
  return postings;
}

function syllablesOf(query: string): string[] {
  return fold(query).split(' ').filter(Boolean);
}

/** How much speaks for a syllable or a pair: procedures, more for what people often need, and everyday phrases. */
function evidenceOf({ procedures }: OfflineCatalogue, postings: ReadonlyMap<string, Postings>, everyday: EverydayWords): Map<string, number> {
  const evidence = new Map([...everyday.syllables, ...everyday.pairs].map(([term, count]) => [term, count * EVERYDAY_EVIDENCE]));
  const counts = procedures.map(([, , , , , marks]) => 1 + (marks & OFTEN_NEEDED ? OFTEN_EVIDENCE : 0));
  for (const [term, { rows }] of postings) {
    let sum = evidence.get(term) ?? 0;
    for (const row of rows) sum += counts[row]!;
    evidence.set(term, sum);
  }
  return evidence;
}

function spellerOf(postings: ReadonlyMap<string, Postings>, everyday: EverydayWords): Speller {
  const counts = new Map([...everyday.syllables.keys(), ...QUESTION_WORDS].map((syllable) => [syllable, 1]));
  for (const [term, { rows }] of postings) if (!term.includes(' ')) counts.set(term, rows.length);
  return new Speller(counts, (pair) => postings.has(pair) || everyday.pairs.has(pair));
}

function termsOf(syllables: readonly string[]): string[] {
  return [...syllables, ...syllables.slice(1).map((syllable, place) => `${syllables[place]} ${syllable}`)];
}

/** A pair weighs what its lighter syllable does. */
function termWeight(term: string): number {
  return term.split(' ').some((syllable) => QUESTION_WORDS.has(syllable)) ? QUESTION_WEIGHT : 1;
}

/** The `count` best rows. Most keys match thousands: only those that reach the score of the last one are put in order. */
function bestOf(rows: readonly number[], scores: Float64Array, count: number): number[] {
  const least = Float64Array.from(rows, (row) => scores[row]!).sort()[Math.max(0, rows.length - count)]!;
  return rows
    .filter((row) => scores[row]! >= least)
    .sort((one, other) => (scores[one] === scores[other] ? one - other : scores[other]! - scores[one]!))
    .slice(0, count);
}
