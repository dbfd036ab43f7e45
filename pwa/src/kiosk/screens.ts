/** Where somebody is on the kiosk. Nothing of it stands in the address or stays on the machine. Pure. */
import type { Question } from '../lookup/lookUp.ts';
import { questionIn } from '../lookup/searchAddress.ts';

export type Screen = { kind: 'search'; question: Question } | { kind: 'fields' } | { kind: 'procedure'; code: string };

export const NO_QUESTION: Question = { query: '', field: '', level: '' };
export const START: Screen = { kind: 'search', question: NO_QUESTION };

export function isStart(screen: Screen): boolean {
  return screen.kind === 'search' && !screen.question.query && !screen.question.field && !screen.question.level;
}

/** Where a link of the parts that are shared with the app leads here; null: nowhere, since nothing leaves the kiosk. */
export function screenFor(href: string, words: string): Screen | null {
  const { pathname, searchParams, protocol } = new URL(href, 'http://kiosk');
  if (!protocol.startsWith('http')) return null;
  const procedure = /^\/thu-tuc\/([^/]+)$/.exec(pathname);
  if (procedure) return { kind: 'procedure', code: decodeURIComponent(procedure[1]!) };
  if (pathname === '/tra-cuu') return { kind: 'search', question: questionIn(Object.fromEntries(searchParams)) };
  // A life event with a page of its own: what it is called is what people look for.
  if (/^\/viec-thuong-gap\/./.test(pathname)) return { kind: 'search', question: { ...NO_QUESTION, query: words.trim() } };
  return null;
}
