/**
 * Texts of the source, cut into what a reader can follow.
 *
 * They come as one string with bullets of every kind ('-', '+', '++', '*', '•'), 'Bước 1:', 'a)' and line breaks or none.
 * Nothing is left out but the bullets themselves.
 */

export interface Block {
  kind: 'lead' | 'text' | 'item';
  /** Of items: 0 for '-', 1 for '+' and deeper ones. */
  depth: 0 | 1;
  text: string;
}

const BULLET = /^([-–—*•●▪]|\++)\s*(?=\S)/;
/** A new bullet after the end of a sentence or clause, in the middle of a line. */
const INLINE_BULLET = /([:;.])\s+(?=(?:[-–*•●▪]|\+{1,3})\s)/g;
const LEAD = /^(?:[-–*•+]\s*)?((?:[a-zđ]\)|\d+[.)])?\s*Bước\s+\d+[^\s:.]*)/i;

export function blocksOf(text: string): Block[] {
  const lines = text.replace(INLINE_BULLET, '$1\n').split('\n');
  return lines.map((line) => line.trim()).filter(Boolean).map(blockOf);
}

function blockOf(line: string): Block {
  if (LEAD.test(line)) return { kind: 'lead', depth: 0, text: line.replace(BULLET, '') };
  const bullet = BULLET.exec(line);
  // '-5 độ' and '+84' are no bullets.
  if (!bullet || /^[-+]\d/.test(line)) return { kind: 'text', depth: 0, text: line };
  return { kind: 'item', depth: bullet[1]!.startsWith('+') ? 1 : 0, text: line.slice(bullet[0].length) };
}

/** Neighbouring items together, so that they can stand in one list. */
export function groupsOf(blocks: readonly Block[]): Block[][] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (block.kind === 'item' && last?.[0]?.kind === 'item') last.push(block);
    else groups.push([block]);
  }
  return groups;
}
