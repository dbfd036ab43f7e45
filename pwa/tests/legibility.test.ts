/** Papers drawn pixel by pixel: what is said about them, and that nothing is said about good ones. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Pixels } from '../src/handin/photo/geometry.ts';
import { legibility } from '../src/handin/photo/legibility.ts';

const [WIDTH, HEIGHT] = [750, 1_000];
const TAKEN = { width: 1_500, height: 2_000 };
type Tone = (x: number, y: number) => number;

function drawn(tone: Tone): Pixels {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let y = 0; y < HEIGHT; y++) for (let x = 0; x < WIDTH; x++) data.fill(tone(x, y), (y * WIDTH + x) * 4, (y * WIDTH + x) * 4 + 4);
  return { data, width: WIDTH, height: HEIGHT };
}

/** Lines of something like letters, on paper of one brightness, with a margin. */
const written =
  (paper: number, ink: number, lines = 40): Tone =>
  (x, y) => {
    const line = Math.floor((y - 60) / 22);
    const inLine = x > 60 && x < WIDTH - 60 && line >= 0 && line < lines && (y - 60) % 22 < 11;
    return inLine && (Math.floor(x / 3) * 7 + Math.floor(y / 3) * 5 + line * 3) % 4 < 2 ? ink : paper;
  };

/** The mean of a square around each pixel. */
function blurred(tone: Tone, reach: number): Tone {
  const sums = Array.from({ length: HEIGHT + 1 }, () => new Float64Array(WIDTH + 1));
  for (let y = 0; y < HEIGHT; y++) for (let x = 0; x < WIDTH; x++) sums[y + 1]![x + 1] = tone(x, y) + sums[y]![x + 1]! + sums[y + 1]![x]! - sums[y]![x]!;
  return (x, y) => {
    const [left, right, top, bottom] = [Math.max(0, x - reach), Math.min(WIDTH, x + reach + 1), Math.max(0, y - reach), Math.min(HEIGHT, y + reach + 1)];
    return (sums[bottom]![right]! - sums[top]![right]! - sums[bottom]![left]! + sums[top]![left]!) / ((right - left) * (bottom - top));
  };
}

const flawOf = (tone: Tone, taken = TAKEN) => legibility(drawn(tone), taken)?.flaw;

test('nothing is said about sharp papers: white, grey, in shadow, with few lines, on a dark table', () => {
  for (const paper of [255, 235, 200, 150]) assert.equal(flawOf(written(paper, 30)), undefined, String(paper));
  assert.equal(flawOf((x, y) => written(220 - x / 8, 40)(x, y)), undefined);
  assert.equal(flawOf(written(250, 20, 3)), undefined);
  assert.equal(flawOf((x, y) => (x < 40 || y < 40 ? 35 : written(230, 40)(x, y))), undefined);
});

test('blurred writing is said to be blurred, however strong its ink', () => {
  for (const reach of [4, 6, 9]) assert.equal(flawOf(blurred(written(240, 10), reach)), 'blurred', String(reach));
});

test('a black photo and one in the dark', () => {
  assert.equal(flawOf(() => 0), 'dark');
  assert.equal(flawOf(written(60, 10)), 'dark');
});

test('a spot of light on a paper that is not white, with the place', () => {
  const spot: Tone = (x, y) => (Math.hypot(x - 500, y - 300) < 140 ? 255 : written(185, 40)(x, y));
  const finding = legibility(drawn(spot), TAKEN);
  assert.equal(finding?.flaw, 'glare');
  assert.ok(Math.abs(finding.at.x - 500 / WIDTH) < 0.2 && Math.abs(finding.at.y - 300 / HEIGHT) < 0.2);
});

test('nothing to be seen: one colour, whatever it is', () => {
  assert.equal(flawOf(() => 255), 'empty');
  assert.equal(flawOf((x) => 180 + (x % 2)), 'empty');
});

test('a strip is said to be one, a slip of a till is not', () => {
  assert.equal(flawOf(written(240, 20), { width: 2_000, height: 60 }), 'sliver');
  assert.equal(flawOf(written(240, 20), { width: 300, height: 2_000 }), undefined);
});

test('a patch of light between words is said also where the paper is nearly white; a white field and a gap are not', () => {
  const spot: Tone = (x, y) => (Math.hypot(x - 400, y - 400) < 70 ? 255 : written(236, 40)(x, y));
  assert.equal(flawOf(spot), 'glare');
  assert.equal(flawOf((x, y) => (Math.abs(x - 400) < 70 && Math.abs(y - 400) < 70 ? 255 : written(236, 40)(x, y))), undefined);
  assert.equal(flawOf((x, y) => (Math.hypot(x - 400, y - 400) < 70 ? 255 : written(253, 40)(x, y))), undefined);
});

test('letters that nobody can read are said to be small, larger ones are not', () => {
  const page = (high: number) => (left: number, top: number, width: number, height: number) => {
    const data = new Uint8ClampedArray(width * height * 4);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const isInk = (top + y) % (3 * high) < high && Math.floor((left + x) / 2) % 3 === 0;
        data.fill(isInk ? 40 : 235, (y * width + x) * 4, (y * width + x) * 4 + 4);
      }
    }
    return { data, width, height };
  };
  const flaw = (high: number) => legibility(drawn(written(240, 20)), TAKEN, page(high))?.flaw;
  assert.equal(flaw(5), 'far');
  assert.equal(flaw(14), undefined);
});

test('few pixels are said before anything else', () => {
  assert.equal(flawOf(written(240, 20), { width: 300, height: 400 }), 'small');
  assert.equal(flawOf(() => 0, { width: 799, height: 100 }), 'small');
});

test('the smallest pictures are judged without a fault', () => {
  for (const [width, height, flaw] of [[1, 1, 'small'], [3, 2, 'small'], [1, 900, 'sliver'], [2_000, 1, 'sliver']] as const) {
    const picture = { data: new Uint8ClampedArray(width * height * 4).fill(200), width, height };
    assert.equal(legibility(picture, picture)?.flaw, flaw);
  }
});
