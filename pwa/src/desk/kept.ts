/**
 * What an officer has typed or marked, kept while the app is open: another dossier, a look elsewhere or a session that
 * ended lose nothing. In memory only, and each officer's own, because people share the computers of an office.
 */
import { useState } from 'preact/hooks';

import { owner } from '../app/session.ts';

const kept = new Map<string, unknown>();

export function useKept<T>(key: string, initial: T): [T, (value: T) => void] {
  const [, redraw] = useState(0);
  const full = `${owner.value} ${key}`;
  const value = kept.has(full) ? (kept.get(full) as T) : initial;
  const keep = (changed: T) => {
    if (changed === initial) kept.delete(full);
    else kept.set(full, changed);
    redraw((count) => count + 1);
  };
  return [value, keep];
}
