/**
 * What people meant to type: left-overs of Telex and VNI, words run together, slips of a finger, spelling by ear.
 *
 * Syllables that nobody writes are repaired; known ones that do not fit their neighbours are only guessed. The rule of api/catalogue/spelling.py, on folded syllables; both are tested on one file of cases.
 */
import { QUESTION_WORDS } from './folding.ts';

// Telex writes a circumflex or đ by a second letter, horn and breve by w, and the tone by one letter after the vowel.
const TELEX_DOUBLES = /([aeod])\1/g;
const TELEX_HORNS = /([aou])w/g;
const TELEX_TONES = 'sfrxjz';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const LONGEST_SYLLABLE = 7; // 'nghieng'
const SHORTEST_GUESSED = 3;
const LONGEST_RUN = 60;

// What sounds alike somewhere in the country: beginnings (longest first) and ends.
const BEGINNINGS = [
  ['ngh', 'ng'], ['tr', 'ch'], ['gi', 'd'], ['gh', 'g'], ['qu', 'qu'], ['ch', 'ch'], ['x', 's'], ['r', 'd'], ['k', 'c'], ['l', 'n'],
] as const;
const ENDS = [['ch', 't'], ['nh', 'n'], ['ng', 'n'], ['c', 't'], ['y', 'i']] as const;

export class Speller {
  readonly #counts: ReadonlyMap<string, number>;
  readonly #pairs: (pair: string) => number | undefined;
  readonly #costs = new Map<string, number>();
  readonly #bySound = new Map<string, string[]>();

  /** In how many names a syllable stands, and a pair ('khai sinh'); undefined for one that is none. */
  constructor(counts: ReadonlyMap<string, number>, pairs: (pair: string) => number | undefined) {
    this.#counts = counts;
    this.#pairs = pairs;
    let total = 1;
    for (const count of counts.values()) total += count;
    for (const syllable of [...counts.keys()].sort()) {
      if (!isLetters(syllable)) continue;
      if (syllable.length >= 2 && syllable.length <= LONGEST_SYLLABLE) this.#costs.set(syllable, 1 + Math.log(total / counts.get(syllable)!));
      const key = sound(syllable);
      const alike = this.#bySound.get(key);
      if (alike) alike.push(syllable);
      else this.#bySound.set(key, [syllable]);
    }
  }

  /** The syllables with what nobody wrote on purpose put right. What cannot be repaired stays. */
  repaired(syllables: readonly string[]): string[] {
    const found: string[] = [];
    syllables.forEach((syllable, place) => found.push(...this.#known(syllable, found.at(-1) ?? '', syllables[place + 1] ?? '')));
    return found;
  }

  #known(syllable: string, before: string, after: string): string[] {
    if (this.#counts.has(syllable) || /^\p{Nd}+$/u.test(syllable)) return [syllable];
    const bare = syllable.replace(/\p{Nd}/gu, '');
    if (bare !== syllable && this.#counts.has(bare)) return [bare]; // VNI
    const byKeys = this.#best(telex(syllable), before, after);
    if (byKeys) return [byKeys];
    const whole = this.#best(withItsEnd(syllable), before, after);
    if (whole) return [whole];
    const apart = this.#takenApart(syllable);
    if (apart.length > 0) return apart;
    const near = this.#best([...(this.#bySound.get(sound(syllable)) ?? []), ...oneSlip(syllable)], before, after);
    const alone = before === '' && after === '';
    return [near !== undefined && (alone || this.#fit(before, near, after) > 0) ? near : syllable];
  }

  /** The candidate that stands beside its neighbours in some name, then the commonest, then the first. */
  #best(candidates: Iterable<string>, before: string, after: string): string | undefined {
    let best: string | undefined;
    let bestFit = -1;
    let bestCount = 0;
    for (const each of candidates) {
      const count = this.#counts.get(each);
      if (count === undefined) continue;
      const fit = this.#fit(before, each, after);
      if (fit > bestFit || (fit === bestFit && count > bestCount)) [best, bestFit, bestCount] = [each, fit, count];
    }
    return best;
  }

  #fit(before: string, syllable: string, after: string): number {
    return Number(this.#pairs(`${before} ${syllable}`) !== undefined) + Number(this.#pairs(`${syllable} ${after}`) !== undefined);
  }

  /** 'khaisinh' → khai sinh: the cheapest way to cut it into common syllables; nothing when there is none. */
  #takenApart(run: string): string[] {
    if (!isLetters(run) || run.length < 4 || run.length > LONGEST_RUN) return [];
    const best: ({ cost: number; parts: string[] } | undefined)[] = [{ cost: 0, parts: [] }];
    for (let end = 1; end <= run.length; end += 1) {
      let way: { cost: number; parts: string[] } | undefined;
      for (let start = Math.max(0, end - LONGEST_SYLLABLE); start < end; start += 1) {
        const part = run.slice(start, end);
        const [soFar, cost] = [best[start], this.#costs.get(part)];
        if (soFar && cost !== undefined && (!way || soFar.cost + cost < way.cost)) way = { cost: soFar.cost + cost, parts: [...soFar.parts, part] };
      }
      best.push(way);
    }
    return best[run.length]?.parts ?? [];
  }

  /** As many syllables: those that fit no neighbour replaced by one that sounds alike or is a slip away and does. */
  guessed(syllables: readonly string[]): string[] {
    return syllables.map((syllable, place) => {
      const [before, after] = [syllables[place - 1] ?? '', syllables[place + 1] ?? ''];
      const isGuessed =
        syllable.length >= SHORTEST_GUESSED && isLetters(syllable) && !QUESTION_WORDS.has(syllable) && this.#fit(before, syllable, after) === 0;
      if (!isGuessed) return syllable;
      return this.#fitting(this.#bySound.get(sound(syllable)) ?? [], before, after) ?? this.#fitting(oneSlip(syllable), before, after) ?? syllable;
    });
  }

  /** The candidate that fits both neighbours, then one; then the one that stands beside them most often. */
  #fitting(candidates: readonly string[], before: string, after: string): string | undefined {
    let [best, bestFit, bestBeside] = [undefined as string | undefined, 0, 0];
    for (const each of candidates) {
      if (!this.#counts.has(each)) continue;
      const fit = this.#fit(before, each, after);
      const beside = (this.#pairs(`${before} ${each}`) ?? 0) + (this.#pairs(`${each} ${after}`) ?? 0);
      if (fit > 0 && (fit > bestFit || (fit === bestFit && beside > bestBeside))) [best, bestFit, bestBeside] = [each, fit, beside];
    }
    return best;
  }
}

/** The same for syllables that some region says alike. */
function sound(syllable: string): string {
  const [written, said] = BEGINNINGS.find(([start]) => syllable.startsWith(start)) ?? ['', ''];
  const begun = said + syllable.slice(written.length);
  const [last, lastSaid] = ENDS.find(([end]) => begun.endsWith(end)) ?? ['', ''];
  return begun.slice(0, begun.length - last.length) + lastSaid;
}

/** What the keys would have given: 'caaps' → cap, 'dduowcj' → duoc. */
function telex(syllable: string): string[] {
  const plain = syllable.replace(TELEX_DOUBLES, '$1').replace(TELEX_HORNS, '$1');
  const candidates = [plain];
  for (let place = plain.length - 1; place > 0; place -= 1) {
    if (TELEX_TONES.includes(plain[place]!)) candidates.push(plain.slice(0, place) + plain.slice(place + 1));
  }
  return candidates;
}

/** No syllable ends in g or h alone: 'dog' was dong, 'tih' tinh or tich. */
function withItsEnd(syllable: string): string[] {
  return ['ng', 'nh', 'ch'].filter((end) => syllable.endsWith(end[1]!) && !syllable.endsWith(end)).map((end) => syllable.slice(0, -1) + end);
}

/** Everything one letter away: two exchanged, one too few, one wrong, one too many. */
function oneSlip(syllable: string): string[] {
  if (!isLetters(syllable) || syllable.length < 3 || syllable.length > LONGEST_SYLLABLE + 1) return [];
  const cuts = Array.from({ length: syllable.length + 1 }, (_, place) => [syllable.slice(0, place), syllable.slice(place)] as const);
  const letters = [...LETTERS];
  return [
    ...cuts.filter(([, two]) => two.length > 1).map(([one, two]) => one + two[1]! + two[0]! + two.slice(2)),
    ...cuts.filter(([, two]) => two).map(([one, two]) => one + two.slice(1)),
    ...cuts.filter(([, two]) => two).flatMap(([one, two]) => letters.map((letter) => one + letter + two.slice(1))),
    ...cuts.flatMap(([one, two]) => letters.map((letter) => one + letter + two)),
  ];
}

function isLetters(text: string): boolean {
  return /^\p{L}+$/u.test(text);
}
