/** Parts of a whole for bars: percentages with one decimal that add up to 100 exactly. Pure. */

/** Largest remainders get the rest, so that a bar has neither a gap nor an overflow. */
export function shares(parts: readonly number[]): number[] {
  const whole = parts.reduce((sum, part) => sum + part, 0);
  if (whole === 0) return parts.map(() => 0);
  const exact = parts.map((part) => (part / whole) * 1000);
  const floors = exact.map(Math.floor);
  let missing = 1000 - floors.reduce((sum, part) => sum + part, 0);
  const byRemainder = exact.map((value, index) => ({ index, rest: value - Math.floor(value) })).sort((a, b) => b.rest - a.rest);
  for (const { index } of byRemainder) {
    if (missing <= 0) break;
    floors[index]! += 1;
    missing -= 1;
  }
  return floors.map((tenths) => tenths / 10);
}
