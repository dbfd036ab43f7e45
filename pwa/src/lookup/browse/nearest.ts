/** Names that look like what was typed, letter by letter ('hotich', 'cu chú'). */
import { fold } from '../folding.ts';

const LEAST_LIKENESS = 0.2;

export function nearest(typed: string, names: readonly string[], count = 4): string[] {
  const wanted = letterPairs(typed);
  return names
    .map((name) => ({ name, like: likeness(wanted, letterPairs(name)) }))
    .filter(({ name, like }) => name !== '' && like > LEAST_LIKENESS)
    .sort((one, other) => other.like - one.like)
    .slice(0, count)
    .map(({ name }) => name);
}

function letterPairs(text: string): Set<string> {
  const letters = fold(text).replaceAll(' ', '');
  return new Set(Array.from({ length: Math.max(0, letters.length - 1) }, (_, place) => letters.slice(place, place + 2)));
}

/** Dice's coefficient. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = [...one].filter((pair) => other.has(pair)).length;
  return one.size + other.size > 0 ? (2 * common) / (one.size + other.size) : 0;
}
