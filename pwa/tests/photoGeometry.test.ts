/** Corners, turns and straightening, on many made-up papers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { homography, isPaper, isUnedited, mapped, moved, pictureAt, shownAt, sizeOf, straightened, turned, UNEDITED, WHOLE, type Corners, type Point } from '../src/handin/photo/geometry.ts';

/** Always the same 'random' numbers from 0 to 1 (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A paper seen from somewhere: each corner in its own quarter. */
function paper(next: () => number): Corners {
  const near = (x: number, y: number): Point => ({ x: x + next() * 0.3, y: y + next() * 0.3 });
  return [near(0, 0), near(0.7, 0), near(0.7, 0.7), near(0, 0.7)];
}

const papers = Array.from({ length: 200 }, (_, seed) => paper(numbers(seed + 1)));
const close = (one: Point, other: Point, within = 1e-9) => Math.hypot(one.x - other.x, one.y - other.y) < within;

test('the square goes to the four corners, and straight lines stay straight', () => {
  for (const corners of papers) {
    const matrix = homography(corners);
    WHOLE.forEach((corner, index) => assert.ok(close(mapped(matrix, corner), corners[index]!)));
    const [from, middle, to] = [0, 0.37, 1].map((x) => mapped(matrix, { x, y: 0.6 })) as [Point, Point, Point];
    const bend = (middle.x - from.x) * (to.y - from.y) - (middle.y - from.y) * (to.x - from.x);
    assert.ok(Math.abs(bend) < 1e-9);
  }
});

test('both diagonals meet where the middle of the square goes', () => {
  for (const corners of papers) {
    const [a, b, c, d] = corners;
    const middle = mapped(homography(corners), { x: 0.5, y: 0.5 });
    const off = (one: Point, other: Point) => (other.x - one.x) * (middle.y - one.y) - (other.y - one.y) * (middle.x - one.x);
    assert.ok(Math.abs(off(a, c)) < 1e-9 && Math.abs(off(b, d)) < 1e-9);
  }
});

test('four turns are none, and a point that is shown turned is found again', () => {
  for (const corners of papers) {
    const edit = { corners, turns: 0 };
    assert.deepEqual(turned(turned(turned(turned(edit)))), edit);
    for (const turns of [0, 1, 2, 3]) assert.ok(close(pictureAt(shownAt(corners[0], turns), turns), corners[0]));
  }
});

test('after each turn the corners still stand where they are shown: top left first', () => {
  let edit = UNEDITED;
  for (let turn = 0; turn < 5; turn++) {
    edit.corners.forEach((corner, index) => assert.ok(close(shownAt(corner, edit.turns), WHOLE[index]!)));
    assert.equal(isUnedited(edit), edit.turns === 0);
    edit = turned(edit);
  }
});

test('a corner stays in the picture, and no corner crosses another', () => {
  for (const [seed, corners] of papers.entries()) {
    const next = numbers(seed + 900);
    let dragged = corners;
    for (let move = 0; move < 20; move++) {
      dragged = moved(dragged, Math.floor(next() * 4), { x: next() * 3 - 1, y: next() * 3 - 1 });
      assert.ok(isPaper(dragged));
      assert.ok(dragged.every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1));
    }
  }
  assert.deepEqual(moved(WHOLE, 0, { x: 1, y: 1 }), WHOLE);
  assert.equal(isPaper([WHOLE[0], WHOLE[2], WHOLE[1], WHOLE[3]]), false);
  assert.equal(isPaper([{ x: 0, y: 0 }, { x: 0.1, y: 0 }, { x: 0.1, y: 0.1 }, { x: 0, y: 0.1 }]), false);
});

/** Each pixel tells its place: red from left to right, green from top to bottom. */
function ramp(width: number, height: number) {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at++) data.set([((at % width) * 255) / (width - 1), (Math.floor(at / width) * 255) / (height - 1), 7, 255], at * 4);
  return { data, width, height };
}

test('the whole picture comes out as it went in, pixel by pixel', () => {
  const picture = ramp(37, 23);
  assert.deepEqual(straightened(picture, WHOLE, picture), picture);
});

test('a turned picture has each pixel at its turned place', () => {
  const picture = ramp(9, 5);
  const { corners } = turned(UNEDITED);
  const result = straightened(picture, corners, sizeOf(corners, picture, 2_000));
  assert.deepEqual([result.width, result.height], [5, 9]);
  for (let y = 0; y < 5; y++) {
    for (let x = 0; x < 9; x++) {
      const [from, to] = [(y * 9 + x) * 4, (x * 5 + (4 - y)) * 4];
      assert.deepEqual([...result.data.subarray(to, to + 3)], [...picture.data.subarray(from, from + 3)]);
    }
  }
});

test('inside a paper seen aslant each pixel comes from where the mapping says', () => {
  const picture = ramp(256, 256);
  for (const corners of papers.slice(0, 20)) {
    const size = { width: 40, height: 40 };
    const result = straightened(picture, corners, size);
    const at = (12 * 40 + 30) * 4;
    const from = mapped(homography(corners), { x: 30.5 / 40, y: 12.5 / 40 });
    assert.ok(Math.abs(result.data[at]! - (from.x * 256 - 0.5)) <= 1 && Math.abs(result.data[at + 1]! - (from.y * 256 - 0.5)) <= 1);
  }
});

test('the result is as large as the longer edges, and never too large', () => {
  assert.deepEqual(sizeOf(WHOLE, { width: 1_500, height: 2_000 }, 2_000), { width: 1_500, height: 2_000 });
  assert.deepEqual(sizeOf(WHOLE, { width: 4_000, height: 3_000 }, 2_000), { width: 2_000, height: 1_500 });
  assert.deepEqual(sizeOf([{ x: 0.2, y: 0 }, { x: 0.8, y: 0 }, { x: 1, y: 1 }, { x: 0, y: 1 }], { width: 100, height: 50 }, 2_000), { width: 100, height: 54 });
});
