/**
 * Ranked look-up on the phone, over the compact catalogue: the rule of api/catalogue/search.py.
 *
 * The words of a query score names by BM25; phrases of everyday words vote for the names that their official words describe.
 * What a commune does comes first; a code in any spelling finds its procedure at once. Pure.
 */
import type { Schemas } from '../api/client.ts';
import { codesIn } from './codes.ts';
import type { EventRow } from './browse/phoneCatalogue.ts';
import { EverydayWords, type WordsTable } from './everyday.ts';
import { fold, QUESTION_WORDS } from './folding.ts';
import type { Match } from './phrases.ts';
import { coreOf, coreOfName, nameOf, NOWHERE, pairsOf, postingsOf, syllablesOf, termsOf, type Postings } from './terms.ts';
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
const SAID_SHARE = 0.7; // of an everyday word, once the official ones stand for it
const OCCASION_SHARE = 0.35; // of what is only why somebody asks, and of its words
const GUESSED_SHARE = 0.6; // of a pair that was only guessed
const VOTE = 28; // of a phrase of one syllable, for the name that its official words describe best
const GIST_VOTE = 28; // of the meaning that the words lead to most; of others, by the third power of their share
const EQUAL = 1.3; // times, for a name that has these official words and no other
const LEAST_LIKENESS = 0.4;
const PRINTED_PAIRS = 5; // so many pairs that all stand in one name are that name as it is printed
const PRINTED_SHARE = 0.4;
const SEVERAL = 2; // telling words; so many have to stand side by side in some name, or nothing is found
const LEAST_SCORE = 0.15; // of the best score; what has less was found by a word in passing
const DETAIL_PRIOR = 1.05;
const OFTEN_PRIOR = 1.3;
const LEVEL_PRIOR: Record<string, number> = { xã: 1.5, tỉnh: 1, 'trung ương': 0.85, khác: 0.95 };
const NO_LEVEL_PRIOR = 0.95;

const HAS_DETAIL = 1;
const OFTEN_NEEDED = 2;

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
  readonly #byCore = new Map<string, number[]>();
  readonly #votes = new Map<string, Postings>();

  constructor(catalogue: OfflineCatalogue) {
    this.catalogue = catalogue;
    this.#everyday = new EverydayWords(catalogue.words ?? { people: '', lines: [] });
    const names = catalogue.procedures.map(([, name]) => nameOf(name, (syllables) => this.#everyday.writtenOut(syllables)));
    this.#postings = postingsOf(
      names,
      catalogue.fields,
      catalogue.procedures.map(([, , field]) => field),
    );
    names.forEach((name, row) => {
      const core = coreOfName(name);
      const same = this.#byCore.get(core);
      if (same) same.push(row);
      else this.#byCore.set(core, [row]);
    });
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
    const syllables = syllablesOf(text);
    const asked = askedDigits(syllables);
    const scores =
      asked === null
        ? this.#begun.scores(text, syllables, (way) => this.#scores(way))
        : Float64Array.from(this.catalogue.procedures, ([code], row) => (code.replace(/\D/g, '').startsWith(asked) ? this.#priors[row]! : 0));
    for (const digits of codesIn(text)) {
      const row = this.#byDigits.get(digits);
      if (row !== undefined) scores[row] = Infinity;
    }
    const isWanted = this.#shown(filters);
    const shown = (row: number) => isWanted(row) || scores[row] === Infinity;
    // Of all rows, so that a filter never shows more than there was without it.
    const best = scores.reduce((most, score) => Math.max(most, score), 0);
    const rows: number[] = [];
    for (let row = 0; row < scores.length; row += 1) if (best > 0 && scores[row]! >= best * LEAST_SCORE && shown(row)) rows.push(row);
    return { total: rows.length, items: bestOf(rows, scores, skip + limit).slice(skip).map((row) => this.itemAt(row)) };
  }

  /** What is made of a query before anything is looked for: its words put right, and those that nobody knows. */
  reading(query: string): Schemas['Understood'] {
    const text = query.slice(0, LONGEST_QUERY);
    const words = this.#everyday.writtenOut(this.#speller.repaired(this.#begun.ways(text, syllablesOf(text))[0]![1]));
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

  #scores(asTyped: readonly string[]): Float64Array {
    const scores = new Float64Array(this.catalogue.procedures.length);
    if (asTyped.length === 0) return scores.fill(1);
    const syllables = this.#everyday.writtenOut(this.#speller.repaired(asTyped));
    const guesses = this.#speller.guessed(syllables);
    const matches = this.#everyday.matches(syllables);
    const said = new Set(matches.flatMap(({ places }) => places));
    if (guesses.some((guess, place) => guess !== syllables[place])) {
      const isFree = (place: number) => !said.has(place);
      const isNew = (place: number) => guesses[place] !== syllables[place];
      const guessed = this.#everyday.matches(guesses).filter(({ places }) => places.every(isFree) && places.some(isNew));
      matches.push(...guessed);
    }
    const printed = this.#printedIn(syllables);
    const isPrinted = printed.length > 0;
    const asks = matches.some(({ official, isOccasion }) => official.length > 0 && !isOccasion);
    const weightOf = ({ isOccasion }: Pick<Match, 'isOccasion'>) => (isOccasion && asks ? OCCASION_SHARE : 1);
    const shares = new Map(matches.flatMap((match) => match.places.filter((place) => said.has(place)).map((place) => [place, SAID_SHARE * weightOf(match)])));
    for (const [term, share] of ownTerms(syllables, guesses, isPrinted ? new Map() : shares)) {
      const { rows, weights } = this.#postings.get(term) ?? NOWHERE;
      for (let place = 0; place < rows.length; place += 1) scores[rows[place]!]! += weights[place]! * share;
    }
    for (const row of printed) scores[row]! += VOTE;
    const named = this.#byCore.get(coreOf(syllables)) ?? [];
    for (const row of named) scores[row]! += VOTE * syllables.length; // a name and nothing else
    const vote = (official: readonly string[], strength: number) => {
      const { rows, weights } = this.#votesFor(official);
      for (let place = 0; place < rows.length; place += 1) scores[rows[place]!]! += weights[place]! * strength;
    };
    for (const match of matches) vote(match.official, VOTE * match.size * weightOf(match) * (isPrinted ? PRINTED_SHARE : 1));
    if (matches.length === 0 && this.#isChance(syllables, guesses)) return scores.fill(0);
    const gist = isPrinted || named.length > 0 ? [] : this.#everyday.likely(syllables);
    for (const likely of gist) vote(likely.official, GIST_VOTE * likely.share * likely.share * likely.share * weightOf(likely));
    return scores.map((score, row) => score * this.#priors[row]!);
  }

  /** Whether nothing of several words stands side by side in any name: what has one of them is found by chance. */
  #isChance(syllables: readonly string[], guesses: readonly string[]): boolean {
    if (syllables.filter(tells).length < SEVERAL) return false;
    return ![...pairsOf(syllables), ...pairsOf(guesses)].some((pair) => pair.split(' ').some(tells) && this.#postings.has(pair));
  }

  /** Worked out once for the same official words: while somebody types, most stay. */
  #votesFor(official: readonly string[]): Postings {
    const key = official.join(' ');
    const known = this.#votes.get(key) ?? this.#voteOf(official);
    this.#votes.set(key, known);
    return known;
  }

  /** The rows that official words describe, and how well: 1 the best, by the fifth power of their weight. */
  #voteOf(official: readonly string[]): Postings {
    const weights = new Float64Array(this.catalogue.procedures.length);
    for (const term of new Set(termsOf(official))) {
      const found = this.#postings.get(term) ?? NOWHERE;
      for (let place = 0; place < found.rows.length; place += 1) weights[found.rows[place]!]! += found.weights[place]!;
    }
    for (const row of this.#byCore.get(coreOf(official)) ?? []) weights[row]! *= EQUAL;
    let most = 0;
    for (const weight of weights) if (weight > most) most = weight;
    const votes: Postings = { rows: [], weights: [] };
    weights.forEach((weight, row) => {
      const likeness = weight / most;
      if (!(likeness > LEAST_LIKENESS)) return;
      votes.rows.push(row);
      votes.weights.push(likeness * likeness * likeness * likeness * likeness);
    });
    return votes;
  }

  /** The rows whose name somebody types as it is printed; when there is one, everyday words are none. */
  #printedIn(syllables: readonly string[]): readonly number[] {
    const pairs = pairsOf(syllables);
    if (pairs.length < PRINTED_PAIRS) return [];
    const [rarest = [], ...others] = pairs.map((pair) => (this.#postings.get(pair) ?? NOWHERE).rows).sort((one, other) => one.length - other.length);
    return others.reduce((left, rows) => (left.length > 0 ? common(left, rows) : left), rarest);
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

function tells(syllable: string): boolean {
  return !QUESTION_WORDS.has(syllable);
}

/** The terms of a query and how much each counts; those said in everyday words less. */
function ownTerms(syllables: readonly string[], guesses: readonly string[], said: ReadonlyMap<number, number>): Map<string, number> {
  const shares = new Map<string, number>();
  const add = (term: string, counts: number) => shares.set(term, Math.max(shares.get(term) ?? 0, counts));
  syllables.forEach((syllable, place) => {
    const share = said.get(place) ?? 1;
    add(syllable, share);
    if (place > 0) add(`${syllables[place - 1]} ${syllable}`, Math.max(share, said.get(place - 1) ?? 1));
  });
  for (const pair of pairsOf(guesses)) if (!shares.has(pair)) shares.set(pair, GUESSED_SHARE);
  return shares;
}

/** What two rising rows of numbers share. */
function common(few: readonly number[], many: readonly number[]): number[] {
  const known = new Set(many);
  return few.filter((each) => known.has(each));
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
  return new Speller(counts, (pair) => postings.get(pair)?.rows.length ?? (everyday.pairs.has(pair) ? 0 : undefined));
}

/** The `count` best rows. Most keys match thousands: only those that reach the score of the last one are put in order. */
function bestOf(rows: readonly number[], scores: Float64Array, count: number): number[] {
  const least = Float64Array.from(rows, (row) => scores[row]!).sort()[Math.max(0, rows.length - count)]!;
  return rows
    .filter((row) => scores[row]! >= least)
    .sort((one, other) => (scores[one] === scores[other] ? one - other : scores[other]! - scores[one]!))
    .slice(0, count);
}

/** Who types only digits, and words for 'code', asks for a code and nothing else, also one that is not whole yet. */
const CODE_WORDS: ReadonlySet<string> = new Set([...QUESTION_WORDS, 'ma', 'so', 'tthc', 'hanh', 'chinh']);
const LEAST_DIGITS = 4;

/** The digits of a query that is a code, or the beginning of one; null for every other query. */
function askedDigits(syllables: readonly string[]): string | null {
  const isNumber = (syllable: string) => /^\p{Nd}+$/u.test(syllable);
  const digits = syllables.filter(isNumber).join('');
  return digits.length >= LEAST_DIGITS && syllables.every((syllable) => isNumber(syllable) || CODE_WORDS.has(syllable)) ? digits : null;
}
