/** Which phrases stand in what somebody typed. The rule of api/catalogue/phrases.py. */
import { QUESTION_WORDS } from './folding.ts';

/** A syllable, or several that count as one; its first place in the query and how many it takes. */
export interface Word {
  text: string;
  place: number;
  length: number;
}

/** The words of a phrase, ANYBODY among them, and the folded official words. */
export interface Meaning {
  phrase: string[];
  official: string[];
  isOccasion: boolean;
}

/**
 * Where a phrase stands in a query, the official words that it stands for, and how much it says.
 * An occasion ('mẹ mới mất') is why somebody asks rather than what for, when something else is said too.
 */
export interface Match {
  places: number[];
  official: string[];
  size: number;
  isOccasion: boolean;
}

/** How a phrase stands: worse ones are greater. `words` are positions among the words. */
interface Standing {
  disordered: number;
  others: number;
  questionWords: number;
  words: number[];
}

interface Found extends Standing {
  loss: number;
  number: number;
  meaning: Meaning;
}

type Where = ReadonlyMap<string, readonly number[]>;

export const ANYBODY = '*';
const LONG = 3; // syllables; shorter phrases would be found by chance with other words between or in another order
const OTHERS_BETWEEN = 2;
const OTHERS_IN_WINDOW = 2;
const QUESTION_WORDS_BETWEEN = 4;
const DISORDER = 1.5;
const OTHER = 0.3;
const FURTHER_SYLLABLE = 0.25;

export class PhraseFinder {
  readonly #people: ReadonlySet<string>;
  /** Each phrase under its rarest word, so that few are looked at. */
  readonly #byRarest = new Map<string, { number: number; meaning: Meaning }[]>();

  constructor(meanings: readonly Meaning[], people: ReadonlySet<string>) {
    this.#people = people;
    const frequency = new Map<string, number>();
    for (const { phrase } of meanings) for (const word of new Set(phrase)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
    meanings.forEach((meaning, number) => {
      let [rarest, least] = [ANYBODY, Infinity];
      for (const word of meaning.phrase) {
        const often = frequency.get(word)!;
        if (word !== ANYBODY && often < least) [rarest, least] = [word, often];
      }
      const same = this.#byRarest.get(rarest);
      if (same) same.push({ number, meaning });
      else this.#byRarest.set(rarest, [{ number, meaning }]);
    });
  }

  /** The longest first, then those in order and without other words; no two share a word. */
  matches(words: readonly Word[]): Match[] {
    const where = this.#where(words);
    const found: Found[] = [];
    for (const text of where.keys()) {
      for (const { number, meaning } of this.#byRarest.get(text) ?? []) {
        const standing = standingOf(meaning.phrase, text, words, where);
        if (!standing) continue;
        const length = standing.words.reduce((sum, position) => sum + words[position]!.length, 0);
        const loss = DISORDER * standing.disordered + OTHER * standing.others - length;
        found.push({ ...standing, loss, number, meaning });
      }
    }
    found.sort((one, other) => one.loss - other.loss || compared(one, other) || one.number - other.number);
    const used = new Set<number>();
    return found
      .filter(({ words: taken }) => {
        const free = taken.every((position) => !used.has(position));
        if (free) for (const position of taken) used.add(position);
        return free;
      })
      .map(({ words: taken, meaning }) => matchOf(taken.map((position) => words[position]!), meaning));
  }

  #where(words: readonly Word[]): Where {
    const where = new Map<string, number[]>();
    const add = (text: string, position: number) => {
      const known = where.get(text);
      if (known) known.push(position);
      else where.set(text, [position]);
    };
    words.forEach(({ text }, position) => {
      add(text, position);
      if (this.#people.has(text)) add(ANYBODY, position);
    });
    return where;
  }
}

function matchOf(words: readonly Word[], { official, isOccasion }: Meaning): Match {
  const places = words.flatMap(({ place, length }) => Array.from({ length }, (_, further) => place + further));
  return { places, official, isOccasion, size: words.reduce((sum, { length }) => sum + 1 + FURTHER_SYLLABLE * (length - 1), 0) };
}

function standingOf(phrase: readonly string[], rarest: string, words: readonly Word[], where: Where): Standing | undefined {
  if (!phrase.every((word) => where.has(word))) return undefined;
  const isLong = phrase.reduce((sum, word) => sum + word.split('_').length, 0) >= LONG;
  const ordered = where.get(phrase[0]!)!.map((start) => inOrder(phrase, start, isLong, words, where));
  const best = leastOf(ordered);
  if (best || !isLong || phrase.length < 2) return best;
  return leastOf(where.get(rarest)!.map((start) => inAnyOrder(phrase, start, words, where)));
}

function inOrder(phrase: readonly string[], start: number, isLong: boolean, words: readonly Word[], where: Where): Standing | undefined {
  const positions = [start];
  let [others, questionWords] = [0, 0];
  for (const text of phrase.slice(1)) {
    const last = positions.at(-1)!;
    const here = where.get(text)!.find((position) => position > last);
    if (here === undefined) return undefined;
    const between = here - last - 1;
    const strange = othersOf(words.slice(last + 1, here));
    if (between - strange > QUESTION_WORDS_BETWEEN || strange > (isLong ? OTHERS_BETWEEN : 0)) return undefined;
    others += strange;
    questionWords += between - strange;
    positions.push(here);
  }
  return { disordered: 0, others, questionWords, words: positions };
}

/** Each word of the phrase at its place nearest to `start`. */
function inAnyOrder(phrase: readonly string[], start: number, words: readonly Word[], where: Where): Standing | undefined {
  const positions: number[] = [];
  for (const text of phrase) {
    let nearest: number | undefined;
    for (const position of where.get(text)!) {
      if (positions.includes(position)) continue;
      if (nearest === undefined || Math.abs(position - start) < Math.abs(nearest - start)) nearest = position;
    }
    if (nearest === undefined) return undefined;
    positions.push(nearest);
  }
  positions.sort((one, other) => one - other);
  const between = words.slice(positions[0]!, positions.at(-1)! + 1).filter((_, further) => !positions.includes(positions[0]! + further));
  const others = othersOf(between);
  if (others > OTHERS_IN_WINDOW || between.length - others > QUESTION_WORDS_BETWEEN) return undefined;
  return { disordered: 1, others, questionWords: between.length - others, words: positions };
}

function othersOf(words: readonly Word[]): number {
  return words.reduce((sum, { text }) => sum + (QUESTION_WORDS.has(text) ? 0 : 1), 0);
}

function leastOf(standings: readonly (Standing | undefined)[]): Standing | undefined {
  let least: Standing | undefined;
  for (const each of standings) if (each && (!least || compared(each, least) < 0)) least = each;
  return least;
}

function compared(one: Standing, other: Standing): number {
  return (
    one.disordered - other.disordered ||
    one.others - other.others ||
    one.questionWords - other.questionWords ||
    inOrderOf(one.words, other.words)
  );
}

/** As Python compares tuples: the first that differs, then the shorter one. */
function inOrderOf(one: readonly number[], other: readonly number[]): number {
  const place = one.findIndex((value, at) => value !== other[at]);
  if (place < 0) return one.length - other.length;
  return place < other.length ? one[place]! - other[place]! : 1;
}
