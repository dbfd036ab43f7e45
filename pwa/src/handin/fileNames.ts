/** Names of files as people read them. Pure. */
const LONGEST = 80;
/** Characters that a file system refuses, and those that turn the direction of text or cannot be seen. */
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}/\\:*?"<>|]/gu;

/** A paper's name as a file's name: whole words, at most LONGEST letters and the ending. */
export function fileNameOf(paper: string, ending: string): string {
  const words = paper.normalize('NFC').replace(/\s+/g, ' ').replace(FORBIDDEN, ' ').replace(/ +/g, ' ').trim();
  const letters = Array.from(words);
  const cut = letters.slice(0, LONGEST).join('');
  const whole = letters.length > LONGEST && cut.includes(' ') ? cut.slice(0, cut.lastIndexOf(' ')) : cut;
  return `${whole.replace(/^[. ]+|[.,;( ]+$/g, '') || 'giay-to'}.${ending}`;
}
