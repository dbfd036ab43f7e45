/**
 * A patch of light that hides words: burnt white, rounded, with the grey of the paper around it and writing on at least
 * three of its sides. Pure. The same rule as in api/documents/glare.py. A white field of a form has corners, a page that
 * is burnt all over has white paper around its gaps, and a portrait has no words on three sides: those are not said.
 */
import type { Point, Size } from './geometry.ts';

const CELL = 8; // pixels of the picture as it is judged
const BURNT = 250;
const LEAST_CELLS = 12;
const LARGEST_SHARE = 0.3;
const ROUND = [0.4, 0.88] as const; // of the box around it; a circle has 0.79
const PAPER = [110, 242] as const;
const WRITTEN = 50; // between the darkest and brightest pixel of a cell
const LEAST_WRITTEN = 2;

interface Cells {
  across: number;
  down: number;
  darkest: Uint8Array;
  brightest: Uint8Array;
}

interface Patch {
  count: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The middle of the patch, or null. */
export function patchOfLight(grey: Uint8Array, size: Size): Point | null {
  const cells = cellsOf(grey, size);
  const seen = new Uint8Array(cells.across * cells.down);
  for (let cell = 0; cell < seen.length; cell++) {
    if (seen[cell] || cells.darkest[cell]! < BURNT) continue;
    const patch = patchAt(cells, cell, seen);
    if (hidesWords(cells, patch)) return { x: (patch.left + patch.right + 1) / 2 / cells.across, y: (patch.top + patch.bottom + 1) / 2 / cells.down };
  }
  return null;
}

function cellsOf(grey: Uint8Array, { width, height }: Size): Cells {
  const [across, down] = [(width / CELL) | 0, (height / CELL) | 0];
  const darkest = new Uint8Array(across * down).fill(255);
  const brightest = new Uint8Array(across * down);
  for (let y = 0; y < down * CELL; y++) {
    for (let x = 0; x < across * CELL; x++) {
      const cell = ((y / CELL) | 0) * across + ((x / CELL) | 0);
      const value = grey[y * width + x]!;
      if (value < darkest[cell]!) darkest[cell] = value;
      if (value > brightest[cell]!) brightest[cell] = value;
    }
  }
  return { across, down, darkest, brightest };
}

/** All burnt cells that hang together with one. */
function patchAt({ across, down, darkest }: Cells, first: number, seen: Uint8Array): Patch {
  const patch = { count: 0, left: across, top: down, right: 0, bottom: 0 };
  const waiting = [first];
  seen[first] = 1;
  for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
    const [x, y] = [cell % across, (cell / across) | 0];
    patch.count += 1;
    patch.left = Math.min(patch.left, x);
    patch.right = Math.max(patch.right, x);
    patch.top = Math.min(patch.top, y);
    patch.bottom = Math.max(patch.bottom, y);
    for (const [toX, toY] of [[x - 1, y], [x + 1, y], [x, y - 1], [x, y + 1]] as const) {
      const next = toY * across + toX;
      if (toX < 0 || toY < 0 || toX >= across || toY >= down || seen[next] || darkest[next]! < BURNT) continue;
      seen[next] = 1;
      waiting.push(next);
    }
  }
  return patch;
}

function hidesWords(cells: Cells, patch: Patch): boolean {
  const { count, left, top, right, bottom } = patch;
  const [wide, high] = [right - left + 1, bottom - top + 1];
  const share = count / (wide * high);
  if (count < LEAST_CELLS || count > LARGEST_SHARE * cells.darkest.length || share < ROUND[0] || share > ROUND[1]) return false;
  const reach = Math.max(6, Math.round(Math.max(wide, high) / 2));
  const sides = [
    [left, top - reach, right, top - 1],
    [left, bottom + 1, right, bottom + reach],
    [left - reach, top, left - 1, bottom],
    [right + 1, top, right + reach, bottom],
  ] as const;
  const around = paperAround(cells, patch, reach);
  if (around < PAPER[0] || around > PAPER[1]) return false;
  // Ink is darker than the paper: the edge of a white field is not.
  const isWritten = (cell: number) => cells.brightest[cell]! - cells.darkest[cell]! >= WRITTEN && cells.darkest[cell]! <= around - WRITTEN;
  return sides.filter((side) => [...cellsIn(cells, side)].filter(isWritten).length >= LEAST_WRITTEN).length >= 3;
}

/** Cells of a box that lie in the picture. */
function* cellsIn({ across, down }: Cells, [left, top, right, bottom]: readonly [number, number, number, number]): Generator<number> {
  for (let y = Math.max(0, top); y <= Math.min(down - 1, bottom); y++) {
    for (let x = Math.max(0, left); x <= Math.min(across - 1, right); x++) yield y * across + x;
  }
}

/** How bright the paper is at some distance on all sides: the middle of the brightest pixels of its cells. */
function paperAround(cells: Cells, { left, top, right, bottom }: Patch, reach: number): number {
  const paper: number[] = [];
  for (const cell of cellsIn(cells, [left - reach, top - reach, right + reach, bottom + reach])) {
    const [x, y] = [cell % cells.across, (cell / cells.across) | 0];
    if (Math.max(left - x, x - right, top - y, y - bottom) > reach - 3) paper.push(cells.brightest[cell]!);
  }
  return paper.sort((one, other) => one - other)[(paper.length / 2) | 0] ?? 0;
}
