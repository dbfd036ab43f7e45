/**
 * What was looked up on this phone last: kept as text in it, sent to nobody, erased at signing out.
 *
 * Only what somebody has finished (pressed 'search', opened a result), and nothing that looks like somebody's number.
 */
import { lasting } from './keyValue.ts';

const STORED_AS = 'recentLookUps';
const MOST = 8;

/** Newest first. */
export function recentLookUps(): string[] {
  try {
    const kept: unknown = JSON.parse(lasting.getItem(STORED_AS) ?? '[]');
    return Array.isArray(kept) ? kept.filter((each) => typeof each === 'string').slice(0, MOST) : [];
  } catch {
    return []; // another program wrote there
  }
}

export function rememberLookedUp(query: string): void {
  const text = query.trim();
  if (!text || /\d([\s./-]*\d){5}/.test(text)) return;
  const others = recentLookUps().filter((each) => each.toLowerCase() !== text.toLowerCase());
  lasting.setItem(STORED_AS, JSON.stringify([text, ...others].slice(0, MOST)));
}

export function forgetLookedUp(): void {
  lasting.removeItem(STORED_AS);
}
