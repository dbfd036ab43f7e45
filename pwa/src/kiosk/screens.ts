/** Where somebody is on the kiosk. Nothing of it stands in the address or stays on the machine. Pure. */
import type { Question } from '../lookup/lookUp.ts';
import { questionIn } from '../lookup/searchAddress.ts';

export type Screen =
  | { kind: 'search'; question: Question }
  | { kind: 'fields' }
  | { kind: 'events' }
  | { kind: 'event'; slug: string }
  | { kind: 'procedure'; code: string };

export const NO_QUESTION: Question = { query: '', field: '', level: '' };
export const START: Screen = { kind: 'search', question: NO_QUESTION };

export function isStart(screen: Screen): boolean {
  return screen.kind === 'search' && !screen.question.query && !screen.question.field && !screen.question.level;
}

/** Where a link of the parts that are shared with the app leads here; null: nowhere, since nothing leaves the kiosk. */
export function screenFor(href: string): Screen | null {
  const { pathname, searchParams, protocol } = new URL(href, 'http://kiosk');
  if (!protocol.startsWith('http')) return null;
  const [, page, name] = /^\/([^/]*)(?:\/([^/]+))?$/.exec(pathname) ?? [];
  const named = name && decodeURIComponent(name);
  if (page === 'thu-tuc' && named) return { kind: 'procedure', code: named };
  if (page === 'viec-thuong-gap') return named ? { kind: 'event', slug: named } : { kind: 'events' };
  if (named !== undefined) return null;
  if (page === 'tra-cuu') return { kind: 'search', question: questionIn(Object.fromEntries(searchParams)) };
  if (page === 'linh-vuc') return { kind: 'fields' };
  return page === '' ? START : null;
}
