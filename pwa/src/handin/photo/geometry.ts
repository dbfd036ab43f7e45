/**
 * Four corners of a paper in a picture, and the mapping that makes it a rectangle again. Pure.
 *
 * Corners are parts of width and height (0 to 1) of the full picture, in the order in which they stand in the result:
 * top left, top right, bottom right, bottom left. Turning the result by 90° is therefore another order of the same four.
 */
export interface Point {
  x: number;
  y: number;
}

export type Corners = readonly [Point, Point, Point, Point];

/** How a page is made from its full picture. `turns`: by 90°, clockwise; only for showing the picture to the citizen. */
export interface Edit {
  corners: Corners;
  turns: number;
}

export const WHOLE: Corners = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
];
export const UNEDITED: Edit = { corners: WHOLE, turns: 0 };

/** Less than a twentieth of the picture is a slip of the finger. */
const SMALLEST_AREA = 0.05;

export function turned({ corners: [a, b, c, d], turns }: Edit): Edit {
  return { corners: [d, a, b, c], turns: (turns + 1) % 4 };
}

export function isUnedited({ corners, turns }: Edit): boolean {
  return turns % 4 === 0 && corners.every(({ x, y }, index) => x === WHOLE[index]!.x && y === WHOLE[index]!.y);
}

/** Where a point of the full picture stands when it is shown turned, and back. */
export function shownAt({ x, y }: Point, turns: number): Point {
  return [{ x, y }, { x: 1 - y, y: x }, { x: 1 - x, y: 1 - y }, { x: y, y: 1 - x }][turns % 4]!;
}
export const pictureAt = (shown: Point, turns: number) => shownAt(shown, (4 - (turns % 4)) % 4);

/** Twice the area that three points span, positive when they go clockwise on the screen. */
function bend(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/** A paper seen by a camera is convex, and has a size. */
export function isPaper(corners: Corners): boolean {
  const [a, b, c, d] = corners;
  if (![bend(a, b, c), bend(b, c, d), bend(c, d, a), bend(d, a, b)].every((turn) => turn > 0)) return false;
  return (bend(a, b, c) + bend(a, c, d)) / 2 >= SMALLEST_AREA;
}

/** The corner at `index` moved to `to`, or as it was where that would be no paper. */
export function moved(corners: Corners, index: number, to: Point): Corners {
  const within = { x: Math.min(1, Math.max(0, to.x)), y: Math.min(1, Math.max(0, to.y)) };
  const next = corners.map((corner, at) => (at === index ? within : corner)) as unknown as Corners;
  return isPaper(next) ? next : corners;
}

export interface Size {
  width: number;
  height: number;
}

/** The result's size in pixels: the longer of opposite edges, so that nothing is lost; at most `longest` on the long side. */
export function sizeOf(corners: Corners, full: Size, longest: number): Size {
  const [a, b, c, d] = corners.map(({ x, y }) => ({ x: x * full.width, y: y * full.height })) as unknown as Corners;
  const edge = (one: Point, other: Point) => Math.hypot(one.x - other.x, one.y - other.y);
  const width = Math.max(edge(a, b), edge(d, c));
  const height = Math.max(edge(a, d), edge(b, c));
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Nine numbers, row by row: (x, y, 1) times them, divided by the third, is where a point goes. */
export type Homography = readonly number[];

/** Takes the unit square to the four corners (Heckbert 1989, 'Fundamentals of Texture Mapping', 2.2.3). */
export function homography([a, b, c, d]: Corners): Homography {
  const sum = { x: a.x - b.x + c.x - d.x, y: a.y - b.y + c.y - d.y };
  const one = { x: b.x - c.x, y: b.y - c.y };
  const two = { x: d.x - c.x, y: d.y - c.y };
  const whole = one.x * two.y - two.x * one.y;
  const g = (sum.x * two.y - two.x * sum.y) / whole;
  const h = (one.x * sum.y - sum.x * one.y) / whole;
  return [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x, b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y, g, h, 1];
}

export function mapped([a, b, c, d, e, f, g, h, i]: Homography, { x, y }: Point): Point {
  const w = g! * x + h! * y + i!;
  return { x: (a! * x + b! * y + c!) / w, y: (d! * x + e! * y + f!) / w };
}

/** RGBA, four bytes a pixel. */
export interface Pixels extends Size {
  data: Uint8ClampedArray;
}

/** The paper within the corners as a rectangle, each pixel mixed from the four around its place. */
export function straightened(full: Pixels, corners: Corners, size: Size): Pixels {
  const [a, b, c, d, e, f, g, h, i] = homography(corners) as [number, number, number, number, number, number, number, number, number];
  const { width, height } = size;
  const source = full.data;
  const data = new Uint8ClampedArray(width * height * 4);
  const right = full.width - 1;
  const bottom = full.height - 1;
  let at = 0;
  for (let row = 0; row < height; row++) {
    const v = (row + 0.5) / height;
    for (let column = 0; column < width; column++) {
      const u = (column + 0.5) / width;
      const w = g * u + h * v + i;
      const x = Math.min(right, Math.max(0, ((a * u + b * v + c) / w) * full.width - 0.5));
      const y = Math.min(bottom, Math.max(0, ((d * u + e * v + f) / w) * full.height - 0.5));
      const left = x | 0;
      const top = y | 0;
      const fromLeft = x - left;
      const fromTop = y - top;
      const one = (top * full.width + left) * 4;
      const stepRight = left < right ? 4 : 0;
      const below = one + (top < bottom ? full.width * 4 : 0);
      for (let colour = 0; colour < 3; colour++) {
        const upper = source[one + colour]! * (1 - fromLeft) + source[one + stepRight + colour]! * fromLeft;
        const lower = source[below + colour]! * (1 - fromLeft) + source[below + stepRight + colour]! * fromLeft;
        data[at + colour] = upper * (1 - fromTop) + lower * fromTop;
      }
      data[at + 3] = 255;
      at += 4;
    }
  }
  return { data, width, height };
}
