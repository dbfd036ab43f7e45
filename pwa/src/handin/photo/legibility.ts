/**
 * Whether an officer could read a photographed paper. Pure; a warning, never a wall: motion blur and empty backs overlap
 * with good pages. Measured on generated and photographed papers at 1,000 px: see docs/decisions/0019.
 */
import type { Pixels, Point, Size } from './geometry.ts';
import { patchOfLight } from './glare.ts';
import { letterHeight, type PartOf } from './letters.ts';

export type Flaw = 'dark' | 'glare' | 'blurred' | 'empty' | 'small' | 'far' | 'sliver';

/** `at` is the middle of the place that proves it, in parts of width and height. */
export interface Finding {
  flaw: Flaw;
  at: Point;
}

/** The long side at which a photo is judged; thresholds hold for it. */
export const JUDGED_SIDE = 1_000;

const SMALL_SIDE = 800; // an A4 page then has less than 70 dots to the inch
const SLIVER = 8; // times as long as wide: the longest slip of a till has five
const CLEAR_SIDE = 2_000; // of a photo as it is sent
const LEAST_LETTER = 8; // pixels of a line's letters at CLEAR_SIDE; 13 points on A4 that fills the frame have 17
const DARK_PAPER = 80; // the brightest twentieth of the picture
const FLAT = 24; // between the darkest and brightest hundredth: nothing written
const BLURRED = 300; // variance of the Laplacian; blurred papers have 37–100, sharp ones 1,400–2,100
const SHARP_TILE = 1_500; // little text, but sharp
const TILES = 16;

/**
 * null when nothing is to be said. `taken` is the size of the photo itself, before it was made smaller to be judged, and
 * `partOf` reads it: without, nothing is said of the size of its letters.
 */
export function legibility(picture: Pixels, taken: Size, partOf?: PartOf): Finding | null {
  const grey = greyOf(picture);
  const middle = { x: 0.5, y: 0.5 };
  const [short, long] = [Math.min(taken.width, taken.height), Math.max(taken.width, taken.height)];
  if (long < SMALL_SIDE) return { flaw: 'small', at: middle };
  if (long > SLIVER * short) return { flaw: 'sliver', at: middle };
  const counts = histogram(grey);
  const [low, high] = [percentile(counts, grey.length, 0.01), percentile(counts, grey.length, 0.99)];
  const letters = partOf && letterHeight(partOf, taken);
  if (letters && letters < LEAST_LETTER * Math.min(1, long / CLEAR_SIDE)) return { flaw: 'far', at: middle };
  if (percentile(counts, grey.length, 0.95) < DARK_PAPER) return { flaw: 'dark', at: middle };
  if (high - low < FLAT) return { flaw: 'empty', at: middle };
  const glare = glareIn(grey, picture) ?? patchOfLight(grey, picture);
  if (glare) return { flaw: 'glare', at: glare };
  const { variance, sharpest, at } = edges(stretched(grey, low, high), picture);
  return variance < BLURRED && sharpest < SHARP_TILE ? { flaw: 'blurred', at } : null;
}

/** Brightness by ITU-R BT.601, as JPEG has it. */
function greyOf({ data, width, height }: Pixels): Uint8Array {
  const grey = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += 4) grey[pixel] = (data[at]! * 77 + data[at + 1]! * 150 + data[at + 2]! * 29) >> 8;
  return grey;
}

function histogram(grey: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256);
  for (const value of grey) counts[value]! += 1;
  return counts;
}

function percentile(counts: Uint32Array, total: number, part: number): number {
  let seen = 0;
  for (let value = 0; value < 256; value++) {
    seen += counts[value]!;
    if (seen >= part * total && seen > 0) return value;
  }
  return 255;
}

/** Autocontrast: a grey photo of sharp text counts like a bright one. */
function stretched(grey: Uint8Array, low: number, high: number): Uint8Array {
  const table = Uint8ClampedArray.from({ length: 256 }, (_, value) => ((value - low) * 255) / (high - low));
  return grey.map((value) => table[value]!);
}

/** The variance of the Laplacian in all, and in the tile where it is largest, whose middle it tells. */
function edges(grey: Uint8Array, { width, height }: Size): { variance: number; sharpest: number; at: Point } {
  const sums = Array.from({ length: TILES * TILES }, () => ({ count: 0, sum: 0, squares: 0 }));
  for (let y = 1; y < height - 1; y++) {
    const row = ((y * TILES) / height) | 0;
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const edge = grey[at - 1]! + grey[at + 1]! + grey[at - width]! + grey[at + width]! - 4 * grey[at]!;
      const tile = sums[row * TILES + (((x * TILES) / width) | 0)]!;
      tile.count += 1;
      tile.sum += edge;
      tile.squares += edge * edge;
    }
  }
  const all = { count: 0, sum: 0, squares: 0 };
  let sharpest = { variance: -1, index: 0 };
  sums.forEach((tile, index) => {
    for (const key of ['count', 'sum', 'squares'] as const) all[key] += tile[key];
    const variance = varianceOf(tile);
    if (variance > sharpest.variance) sharpest = { variance, index };
  });
  return { variance: varianceOf(all), sharpest: sharpest.variance, at: middleOf(sharpest.index) };
}

function varianceOf({ count, sum, squares }: { count: number; sum: number; squares: number }): number {
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}

const middleOf = (tile: number): Point => ({ x: ((tile % TILES) + 0.5) / TILES, y: (((tile / TILES) | 0) + 0.5) / TILES });

/**
 * A burnt spot on a paper that is otherwise not white: there the words are gone. A page that is white all over is well
 * lit, which the dark strokes beside its white tell.
 */
function glareIn(grey: Uint8Array, { width, height }: Size): Point | null {
  const burnt: number[] = [];
  let [paper, written] = [0, 0];
  for (let tile = 0; tile < TILES * TILES; tile++) {
    const values = tileValues(grey, { width, height }, tile);
    const dark = values[(values.length * 0.1) | 0] ?? 0;
    const bright = values[(values.length * 0.9) | 0] ?? 0;
    if (dark >= 250) burnt.push(tile);
    else if (bright >= 248 && dark < 200) written += 1;
    else if (bright >= 110) paper += 1;
  }
  const share = burnt.length / (TILES * TILES);
  if (share < 0.015 || share > 0.6 || paper < burnt.length || written > burnt.length) return null;
  return middleOf(burnt[(burnt.length / 2) | 0]!);
}

/** Every second pixel of a tile, from dark to bright. */
function tileValues(grey: Uint8Array, { width, height }: Size, tile: number): Uint8Array {
  const from = { x: (((tile % TILES) * width) / TILES) | 0, y: ((((tile / TILES) | 0) * height) / TILES) | 0 };
  const values = new Uint8Array(Math.ceil(width / TILES / 2) * Math.ceil(height / TILES / 2));
  let count = 0;
  for (let y = from.y; y < from.y + height / TILES - 1 && y < height; y += 2) {
    for (let x = from.x; x < from.x + width / TILES - 1 && x < width; x += 2) values[count++] = grey[y * width + x]!;
  }
  return values.subarray(0, count).sort();
}
