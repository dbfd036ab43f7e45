/** Text as people type it: without case, marks, đ or punctuation. The same rule as api/catalogue/folding.py. */

export function fold(text: string): string {
  // `đ` is replaced by hand: Unicode does not decompose it.
  const bare = text.normalize('NFKD').replace(/[\u0300-\u036f]+/g, '').toLowerCase().replaceAll('đ', 'd');
  return bare.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

const QUESTION_WORD_LIST =
  'ai anh bao bi cach cai can chi cho co con cua da dang dau de dem di duoc em gi giay gio ho hoi khi ' +
  'khong la lam lau len ma mat may minh moi mot muon nao nay nha nhieu nhu nhung nua o phai qua ra ' +
  'roi sao so the theo thi thu to toi tuc va ve vi viec voi xin';

/** Folded words of the question rather than of the matter ('làm', 'ở đâu', 'thủ tục'). */
export const QUESTION_WORDS: ReadonlySet<string> = new Set(QUESTION_WORD_LIST.split(' '));

export interface Piece {
  text: string;
  matched: boolean;
}

/** Cuts a name into pieces: the words that also stand in the query, and what is between them. */
export function highlight(name: string, query: string): Piece[] {
  // Words stand at the odd places.
  const parts = name.split(/([\p{L}\p{M}\p{N}]+)/u);
  const isWanted = wantedWords(query, parts.map((text, place) => (place % 2 === 1 ? fold(text) : '')));
  const pieces: Piece[] = [];
  parts.forEach((text, place) => {
    if (text === '') return;
    const matched = place % 2 === 1 && isWanted(place);
    const [before, space] = pieces.slice(-2);
    if (matched && before?.matched && space?.text === ' ') {
      before.text += ` ${text}`; // one mark over neighbours
      pieces.pop();
    } else pieces.push({ text, matched });
  });
  return pieces;
}

/** Whether the word at a place of `name` (folded, words at the odd places) stands in the query. */
function wantedWords(query: string, name: readonly string[]): (place: number) => boolean {
  const asked = fold(query).split(' ');
  const telling = asked.filter((syllable) => !QUESTION_WORDS.has(syllable));
  const wanted = new Set(telling.length > 0 ? telling : asked);
  const isTelling = (place: number) => (name[place] ?? '').split(' ').some((syllable) => wanted.has(syllable));
  const areAsked = (one: number) => asked.some((syllable, place) => syllable === name[one] && asked[place + 1] === name[one + 2]);
  // The last word may be half typed.
  const last = asked.at(-1)!;
  const isBegun = (place: number) =>
    last !== '' && !name.includes(last) && name[place]!.startsWith(last) && (asked.length === 1 || name[place - 2] === asked.at(-2));
  return (place) =>
    isTelling(place) ||
    // 'đang' is a word of questions, but not beside 'ký'.
    (areAsked(place) && isTelling(place + 2)) ||
    (areAsked(place - 2) && isTelling(place - 2)) ||
    isBegun(place);
}
