/** Everyday words: what people say, and the words of the procedures they mean by it. The rule of api/catalogue/everyday.py. */

/** As the offline catalogue brings them, folded: 'dang ky khai tu<tab>giay chung tu|* mat'; '*' is anybody of `people`. */
export interface WordsTable {
  people: string;
  lines: string[];
}

interface Meaning {
  phrase: string[];
  official: string[];
}

/** Where a phrase stands in a query, and the official words that it stands for. */
export interface Match {
  places: number[];
  official: string[];
}

const ANYBODY = '*';

export class EverydayWords {
  /** In how many phrases a syllable, or a pair, stands. */
  readonly syllables = new Map<string, number>();
  readonly pairs = new Map<string, number>();
  readonly #people: ReadonlySet<string>;
  readonly #byFirst = new Map<string, Meaning[]>();

  constructor({ people, lines }: WordsTable) {
    this.#people = new Set(people.split(' '));
    for (const line of lines) {
      const [official = '', phrases = ''] = line.split('\t');
      for (const phrase of phrases.split('|')) this.#add({ phrase: phrase.split(' '), official: official.split(' ') });
    }
    for (const meanings of this.#byFirst.values()) meanings.sort((one, other) => other.phrase.length - one.phrase.length);
  }

  #add(meaning: Meaning): void {
    const { phrase } = meaning;
    phrase.forEach((syllable, place) => {
      count(this.syllables, syllable);
      if (place > 0) count(this.pairs, `${phrase[place - 1]} ${syllable}`);
    });
    const same = this.#byFirst.get(phrase[0]!);
    if (same) same.push(meaning);
    else this.#byFirst.set(phrase[0]!, [meaning]);
  }

  /** The phrases that stand in the query: longest first, then those without gaps; no two share a word. */
  matches(syllables: readonly string[]): Match[] {
    const found: Match[] = [];
    syllables.forEach((syllable, start) => {
      const ofAnybody = this.#people.has(syllable) ? this.#byFirst.get(ANYBODY) : undefined;
      for (const { phrase, official } of [...(this.#byFirst.get(syllable) ?? []), ...(ofAnybody ?? [])]) {
        const places = this.#places(phrase, syllables, start);
        if (places) found.push({ places, official });
      }
    });
    found.sort((one, other) => other.places.length - one.places.length || gaps(one) - gaps(other) || inOrder(one.places, other.places));
    const used = new Set<number>();
    return found.filter(({ places }) => {
      const free = places.every((place) => !used.has(place));
      if (free) for (const place of places) used.add(place);
      return free;
    });
  }

  /** One other word may stand between two of a phrase of three or more; shorter ones would be found by chance. */
  #places(phrase: readonly string[], syllables: readonly string[], start: number): number[] | undefined {
    const reach = phrase.length >= 3 ? 2 : 1;
    const places = [start];
    for (const wanted of phrase.slice(1)) {
      const after = places.at(-1)! + 1;
      const here = [after, after + 1].slice(0, reach).find((place) => this.#is(wanted, syllables[place]));
      if (here === undefined) return undefined;
      places.push(here);
    }
    return places;
  }

  #is(wanted: string, syllable: string | undefined): boolean {
    return wanted === ANYBODY ? syllable !== undefined && this.#people.has(syllable) : syllable === wanted;
  }
}

function count(terms: Map<string, number>, term: string): void {
  terms.set(term, (terms.get(term) ?? 0) + 1);
}

function gaps({ places }: Match): number {
  return places.at(-1)! - places[0]! + 1 - places.length;
}

function inOrder(one: readonly number[], other: readonly number[]): number {
  const place = one.findIndex((value, at) => value !== other[at]);
  return place < 0 ? 0 : one[place]! - other[place]!;
}
