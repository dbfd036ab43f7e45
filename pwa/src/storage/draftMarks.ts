/**
 * Which drafts were put into this phone's store, kept apart from it: a browser that is short of room clears the store and
 * says so to nobody, but leaves (Chromium) what is kept as text.
 */
import { lasting } from './keyValue.ts';

const STORED_AS = 'draftIds';

function marks(): string[] {
  return (lasting.getItem(STORED_AS) ?? '').split(' ').filter(Boolean);
}

function keep(ids: readonly string[]): void {
  if (ids.length > 0) lasting.setItem(STORED_AS, ids.join(' '));
  else lasting.removeItem(STORED_AS);
}

export function markDraft(id: string): void {
  keep([...marks().filter((one) => one !== id), id]);
}

export function forgetMark(id: string): void {
  keep(marks().filter((one) => one !== id));
}

export function forgetMarks(): void {
  keep([]);
}

/** Drafts that nobody took out and that are not there any more. */
export function lostDrafts(there: readonly { id: string }[]): string[] {
  return marks().filter((id) => !there.some((draft) => draft.id === id));
}
