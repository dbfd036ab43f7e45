/** What somebody is likely to mean although no whole phrase stands in the query. The rule of api/catalogue/gist.py. */
import { QUESTION_WORDS } from './folding.ts';
import { ANYBODY, type Meaning } from './phrases.ts';

const SATURATION = 0.8;
const LENGTH_PULL = 0.5;
const MOST = 3; // meanings
const LEAST_SHARE = 0.6; // of what the best of them has
const LEAST_SHARED = 3; // words or pairs; less may be chance, and one word says what it always says
const LEAST_WORDS = 3; // that tell something; fewer have no gist beyond themselves

/** Official words, and their share: 1 for those that the query's words lead to most. */
export interface Likely {
  official: string[];
  share: number;
  isOccasion: boolean;
}

interface Document {
  official: string[];
  isOccasion: boolean;
  counts: Map<string, number>;
  length: number;
}

export class Gist {
  readonly #people: ReadonlySet<string>;
  readonly #meanings: Pick<Document, 'official' | 'isOccasion'>[] = [];
  /** For each term the numbers of the meanings whose phrases have it, and what it adds to each. */
  readonly #postings = new Map<string, { number: number; weight: number }[]>();

  constructor(meanings: readonly Meaning[], people: ReadonlySet<string>) {
    this.#people = people;
    const documents = this.#documentsOf(meanings);
    const average = documents.reduce((sum, { length }) => sum + length, 0) / Math.max(documents.length, 1) || 1;
    const meaningsWith = new Map<string, number>();
    for (const { counts } of documents) for (const term of counts.keys()) meaningsWith.set(term, (meaningsWith.get(term) ?? 0) + 1);
    documents.forEach(({ official, isOccasion, counts, length }, number) => {
      this.#meanings.push({ official, isOccasion });
      const pull = SATURATION * (1 - LENGTH_PULL + (LENGTH_PULL * length) / average);
      for (const [term, count] of counts) {
        const having = meaningsWith.get(term)!;
        const rarity = Math.log(1 + (documents.length - having + 0.5) / (having + 0.5));
        const posting = { number, weight: (rarity * count * (SATURATION + 1)) / (count + pull) };
        const known = this.#postings.get(term);
        if (known) known.push(posting);
        else this.#postings.set(term, [posting]);
      }
    });
  }

  /** The official words of the meanings that share most with these words, best first; ties as in the table. */
  likely(words: readonly string[]): Likely[] {
    if (words.filter((word) => this.#tells(word)).length < LEAST_WORDS) return [];
    const scores = new Map<number, number>();
    const shared = new Map<number, number>();
    for (const term of this.#terms(words)) {
      for (const { number, weight } of this.#postings.get(term) ?? []) {
        scores.set(number, (scores.get(number) ?? 0) + weight);
        shared.set(number, (shared.get(number) ?? 0) + 1);
      }
    }
    const found = [...scores].filter(([number]) => shared.get(number)! >= LEAST_SHARED);
    const first = found.sort(([one, score], [other, otherScore]) => otherScore - score || one - other).slice(0, MOST);
    const best = first[0]?.[1] ?? 0;
    return first.filter(([, score]) => score >= best * LEAST_SHARE).map(([number, score]) => ({ ...this.#meanings[number]!, share: score / best }));
  }

  /** All phrases of one meaning together, in the order of the table. */
  #documentsOf(meanings: readonly Meaning[]): Document[] {
    const documents = new Map<string, Document>();
    for (const { phrase, official, isOccasion } of meanings) {
      if (official.length === 0) continue;
      const key = `${isOccasion} ${official.join(' ')}`;
      const document = documents.get(key) ?? { official, isOccasion, counts: new Map<string, number>(), length: 0 };
      documents.set(key, document);
      for (const term of this.#terms(phrase)) {
        document.counts.set(term, (document.counts.get(term) ?? 0) + 1);
        document.length += 1;
      }
    }
    return [...documents.values()];
  }

  /** The words that tell something, and pairs of neighbours of which one does; each once. */
  #terms(words: readonly string[]): Set<string> {
    const terms = new Set(words.filter((word) => this.#tells(word)));
    words.forEach((word, place) => {
      const before = words[place - 1];
      if (before !== undefined && (this.#tells(before) || this.#tells(word))) terms.add(`${before} ${word}`);
    });
    return terms;
  }

  #tells(word: string): boolean {
    return word !== ANYBODY && !this.#people.has(word) && !QUESTION_WORDS.has(word);
  }
}
