/**
 * Results from the first letters on: what a last word may become that somebody has only begun to type.
 *
 * The rule of api/catalogue/unfinished.py; both are tested on one file of cases.
 */

/** A procedure that people often need, in others; an everyday phrase, in procedures. */
export const OFTEN_EVIDENCE = 20;
export const EVERYDAY_EVIDENCE = 3;

const MOST_WAYS = 4;
const FAR_COMMONER = 5; // a known pair may be the beginning of one that is so much commoner: 'can cu' of 'can cuoc'
const BESIDE_A_KNOWN_WORD = 0.8; // that the known one is finished is likelier
const A_KNOWN_WORD_ALONE = 0.3; // is not: 'kha' on its way to 'khai'

type Way = [weight: number, syllables: readonly string[]];

export class Unfinished {
  readonly #evidence: ReadonlyMap<string, number>;
  readonly #after = new Map<string, string[]>();

  /** How much speaks for a syllable ('khai') or a pair ('khai sinh'), in procedures. */
  constructor(evidence: ReadonlyMap<string, number>) {
    this.#evidence = evidence;
    for (const term of evidence.keys()) {
      const space = term.indexOf(' ');
      const before = space < 0 ? '' : term.slice(0, space);
      const same = this.#after.get(before);
      if (same) same.push(term.slice(space + 1));
      else this.#after.set(before, [term.slice(space + 1)]);
    }
  }

  /** The scores of the rows: of all that the query may become, the best. */
  scores(query: string, syllables: readonly string[], scores: (syllables: readonly string[]) => Float64Array): Float64Array {
    const [[first, way], ...others] = this.ways(query, syllables);
    const best = scores(way).map((score) => score * first);
    for (const [weight, other] of others) {
      const found = scores(other);
      for (let row = 0; row < best.length; row += 1) if (found[row]! * weight > best[row]!) best[row] = found[row]! * weight;
    }
    return best;
  }

  /** What the query may become, with weights of at most 1; only itself when its last word is finished. */
  ways(query: string, syllables: readonly string[]): [Way, ...Way[]] {
    const last = syllables.at(-1);
    if (last === undefined || !/\p{L}$/u.test(query.normalize('NFC'))) return [[1, syllables]];
    const others = syllables.slice(0, -1);
    const before = others.at(-1) ?? '';
    const pair = before ? `${before} ${last}` : last;
    const known = this.#evidence.has(last) && (isSyllable(last) || (before !== '' && this.#evidence.has(pair)));
    const found = this.#begun(before, last, known ? (this.#evidence.get(pair) ?? 0) * FAR_COMMONER : 0);
    const [likeliest, ...ways] = found.map(([weight, syllable]): Way => [weight, [...others, syllable]]);
    if (!likeliest) return [[1, syllables]];
    if (!known) return [likeliest, ...ways];
    if (!before) return [likeliest, ...ways, [A_KNOWN_WORD_ALONE, syllables]];
    return [[1, syllables], ...[likeliest, ...ways].map(([weight, way]): Way => [BESIDE_A_KNOWN_WORD * weight, way])];
  }

  /** The likeliest words after `before` that begin like this, with more evidence than `least`; the likeliest weighs 1. */
  #begun(before: string, start: string, least: number): [weight: number, syllable: string][] {
    const found: [number, string][] = [];
    for (const syllable of this.#after.get(before) ?? []) {
      if (syllable === start || !syllable.startsWith(start)) continue;
      const evidence = this.#evidence.get(before ? `${before} ${syllable}` : syllable)!;
      if (evidence > least) found.push([evidence, syllable]);
    }
    found.sort(([one, first], [other, second]) => other - one || (first < second ? -1 : 1));
    const most = found[0]?.[0] ?? 1;
    const power = before ? 0.5 : 2; // of thousands of words with these letters, the commonest
    return found.slice(0, MOST_WAYS).map(([evidence, syllable]) => [(evidence / most) ** power, syllable]);
  }
}

/** No Vietnamese syllable is without a vowel: 'kh' is none, also when some name has it as an abbreviation. */
function isSyllable(word: string): boolean {
  return /[aeiouy]/.test(word);
}
