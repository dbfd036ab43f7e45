/** Everyday words: what people say, and the words of the procedures they mean by it. The rule of api/catalogue/everyday.py. */
import { Gist, type Likely } from './gist.ts';
import { PhraseFinder, type Match, type Meaning, type Word } from './phrases.ts';

/**
 * The tables as the offline catalogue brings them, folded: abbreviations as 'bhyt bao hiem y te', same words as
 * 'so do|bia do', a line as 'dang ky khai tu<tab>khai_tu|* chet', with '~' before it for an occasion; '*' is anybody of `people`.
 */
export interface WordsTable {
  people: string;
  /** A phone may still keep a catalogue of the time before it had them. */
  abbreviations?: string[];
  same?: string[];
  lines: string[];
}

export class EverydayWords {
  /** All syllables of the tables, known to the speller, and pairs that stand side by side in them: how often they are said. */
  readonly syllables = new Map<string, number>();
  readonly pairs = new Map<string, number>();
  readonly #abbreviations = new Map<string, string[]>();
  /** By what is said: the word that it counts as. */
  readonly #first = new Map<string, string>();
  #longest = 1;
  readonly #finder: PhraseFinder;
  readonly #gist: Gist;

  constructor({ people, abbreviations = [], same = [], lines }: WordsTable) {
    for (const line of abbreviations) {
      const [short = '', ...long] = line.split(' ');
      this.#abbreviations.set(short, long);
      this.#learn([short]);
      this.#learn(long);
    }
    for (const line of same) this.#addSame(line.split('|'));
    const meanings = lines.flatMap(meaningsOf);
    for (const { phrase } of meanings) this.#learn(phrase.join(' ').replaceAll('_', ' ').split(' '));
    const anybody = new Set(people.split(' '));
    this.#finder = new PhraseFinder(meanings, anybody);
    this.#gist = new Gist(meanings, anybody);
  }

  /** With abbreviations replaced by what they stand for. */
  writtenOut(syllables: readonly string[]): string[] {
    return syllables.flatMap((each) => this.#abbreviations.get(each) ?? [each]);
  }

  /** The phrases that stand in the query, none sharing a word with another. */
  matches(syllables: readonly string[]): Match[] {
    return this.#finder.matches(this.#words(syllables));
  }

  /** The official words that the query's words may lead to, whether or not a phrase stands in it. */
  likely(syllables: readonly string[]): Likely[] {
    return this.#gist.likely(this.#words(syllables).map(({ text }) => text));
  }

  #addSame(group: readonly string[]): void {
    const first = group[0]!.replaceAll(' ', '_');
    for (const said of group) {
      const syllables = said.split(' ');
      if (!this.#first.has(said)) this.#first.set(said, first);
      this.#longest = Math.max(this.#longest, syllables.length);
      this.#learn(syllables);
    }
  }

  #learn(said: readonly string[]): void {
    said.forEach((syllable, place) => {
      count(this.syllables, syllable);
      if (place > 0) count(this.pairs, `${said[place - 1]} ${syllable}`);
    });
  }

  /** The longest of the same words first, from the left. */
  #words(syllables: readonly string[]): Word[] {
    const words: Word[] = [];
    for (let place = 0; place < syllables.length; ) {
      let length = Math.min(this.#longest, syllables.length - place);
      let text = this.#first.get(syllables.slice(place, place + length).join(' '));
      while (!text && length > 1) {
        length -= 1;
        text = this.#first.get(syllables.slice(place, place + length).join(' '));
      }
      words.push({ text: text ?? syllables[place]!, place, length });
      place += length;
    }
    return words;
  }
}

function meaningsOf(line: string): Meaning[] {
  const [said = '', phrases = ''] = line.split('\t');
  const isOccasion = said.startsWith('~');
  const official = said.replace('~', '').split(' ').filter(Boolean);
  return phrases.split('|').map((phrase) => ({ phrase: phrase.split(' '), official, isOccasion }));
}

function count(terms: Map<string, number>, term: string): void {
  terms.set(term, (terms.get(term) ?? 0) + 1);
}
