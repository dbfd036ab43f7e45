/** The address of a look-up: what is asked stands in it, so that back works and a list can be shared. */
import type { Question } from './lookUp.ts';
import type { Level } from './offlineSearch.ts';

const SLUGS: Record<Level, string> = { xã: 'xa', tỉnh: 'tinh', 'trung ương': 'trung-uong', khác: 'khac' };
export const LEVELS = Object.keys(SLUGS) as Level[];

export function addressOf({ query, field, level }: Question): string {
  const asked = new URLSearchParams();
  if (query.trim()) asked.set('q', query.trim());
  if (field) asked.set('linh-vuc', field);
  if (level) asked.set('cap', SLUGS[level]);
  const text = asked.toString(); // `size` is newer than iOS 16
  return text ? `/tra-cuu?${text}` : '/tra-cuu';
}

export function questionIn(address: Record<string, string | undefined>): Question {
  return {
    query: address.q ?? '',
    field: address['linh-vuc'] ?? '',
    level: LEVELS.find((level) => SLUGS[level] === address.cap) ?? '',
  };
}
