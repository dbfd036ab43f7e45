/**
 * How high the letters of a photographed page stand, in pixels of the photo: a paper taken from far away is sharp, and
 * still nobody can read it. Pure. The same rule as in api/documents/letters.py.
 *
 * Only where lines of writing are plain to see something is said: in narrow strips that have rows of ink and rows
 * without, again and again, and about equally high. Cloth, leaves and tilted pages mostly have none; then the answer is
 * null, and nobody is warned.
 */
import type { Pixels } from './geometry.ts';

const STRIP = { width: 64, height: 240 };
const LEAST_CONTRAST = 60;
const LEAST_STRIPS = 4;
/** Of the strips with ink: a page that lies on its side has some by chance. */
const LEAST_WITH_LINES = 0.4;
const LEAST_LINES = 2;
/** Of a strip: less is an empty place, more is a pattern. */
const INK = [0.03, 0.4] as const;
/** Of the fullest rows: what an i-dot or a mark has, and a gap between lines has not. */
const GAP = 0.2;
/** Of a row: letters have gaps between them, threads and rules have none. */
const FULL = 0.75;
const LEAST_AGREEMENT = 0.6;

/** Reads a part of the photo at its full size. */
export type PartOf = (left: number, top: number, width: number, height: number) => Pixels;

/** Three of four strips with lines have letters no higher than that. null where no lines are to be seen. */
export function letterHeight(partOf: PartOf, { width, height }: { width: number; height: number }): number | null {
  const strips: number[] = [];
  for (let top = 0; top + STRIP.height <= height; top += STRIP.height) {
    const band = partOf(0, top, width, STRIP.height);
    for (let left = 0; left + STRIP.width <= width; left += STRIP.width) {
      const found = lineHeight(stripOf(band, left));
      if (found !== null) strips.push(found);
    }
  }
  const heights = strips.filter((height) => height > 0).sort((one, other) => one - other);
  return heights.length < Math.max(LEAST_STRIPS, LEAST_WITH_LINES * strips.length) ? null : heights[(heights.length * 0.75) | 0]!;
}

function stripOf({ data, width }: Pixels, left: number): Uint8Array {
  const grey = new Uint8Array(STRIP.width * STRIP.height);
  for (let y = 0, to = 0; y < STRIP.height; y++) {
    for (let x = 0, at = (y * width + left) * 4; x < STRIP.width; x++, at += 4) {
      grey[to++] = (data[at]! * 77 + data[at + 1]! * 150 + data[at + 2]! * 29) >> 8;
    }
  }
  return grey;
}

/** The median height of the lines that lie wholly within a strip; 0 when its ink does not look like lines, null without ink. */
function lineHeight(strip: Uint8Array): number | null {
  const counts = new Uint32Array(256);
  for (const value of strip) counts[value]! += 1;
  const [low, high] = [at(counts, 0.02 * strip.length), at(counts, 0.9 * strip.length)];
  if (high - low < LEAST_CONTRAST) return null;
  const [left, right] = [new Uint8Array(STRIP.height), new Uint8Array(STRIP.height)];
  for (let y = 0, at = 0; y < STRIP.height; y++) {
    for (let x = 0; x < STRIP.width; x++) if (strip[at++]! < (low + high) / 2) (x < STRIP.width / 2 ? left : right)[y]! += 1;
  }
  const rows = left.map((ink, y) => ink + right[y]!);
  const share = rows.reduce((sum, ink) => sum + ink, 0) / strip.length;
  if (share < INK[0] || share > INK[1]) return null;
  if (fullest(rows) > FULL * STRIP.width || agreement(left, right) < LEAST_AGREEMENT) return 0;
  const lines = linesOf(rows);
  const [short, long] = [lines[(lines.length * 0.25) | 0]!, lines[(lines.length * 0.75) | 0]!];
  return lines.length < LEAST_LINES || long > 2 * short ? 0 : lines[(lines.length * 0.5) | 0]!;
}

/** The value that so many are not above. */
function at(counts: Uint32Array, wanted: number): number {
  let seen = 0;
  for (let value = 0; value < 256; value++) {
    seen += counts[value]!;
    if (seen > wanted) return value;
  }
  return 255;
}

const fullest = (rows: Uint8Array): number => rows.slice().sort()[(rows.length * 0.95) | 0]!;

/**
 * The part of the rows in which both halves of the strip have ink or both have none. Lines go on from one half to the
 * other; what stands across, as letters of a page that lies on its side, does not.
 */
function agreement(left: Uint8Array, right: Uint8Array): number {
  const [less, more] = [GAP * fullest(left), GAP * fullest(right)];
  return left.filter((ink, y) => ink > less === right[y]! > more).length / left.length;
}

/** Heights of the runs of rows with ink that begin and end within the strip, from low to high. */
function linesOf(rows: Uint8Array): number[] {
  const least = GAP * fullest(rows);
  const heights: number[] = [];
  let begun: number | null = null;
  for (let y = 1; y < rows.length; y++) {
    const [before, now] = [rows[y - 1]! > least, rows[y]! > least];
    if (now && !before) begun = y;
    if (!now && before && begun !== null) heights.push(y - begun);
  }
  return heights.sort((one, other) => one - other);
}
