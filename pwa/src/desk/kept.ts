/**
 * What an officer has typed or marked: another dossier, a look elsewhere, a reload or a session that ended lose nothing.
 * Kept for this tab only, and each officer's own, because people share the computers of an office: signing out, or
 * somebody else signing in, erases it (app/session.ts).
 */
import { useState } from 'preact/hooks';

import { owner } from '../app/session.ts';
import { ofTab } from '../storage/keyValue.ts';

/** As objects, so that what has not changed stays the same one. */
const read = new Map<string, [text: string, value: unknown]>();

export function useKept<T>(key: string, initial: T): [T, (value: T) => void] {
  const [, redraw] = useState(0);
  const name = `desk ${owner.value} ${key}`;
  const keep = (changed: T) => {
    if (changed === initial) ofTab.removeItem(name);
    else ofTab.setItem(name, remembered(name, JSON.stringify(changed), changed));
    redraw((count) => count + 1);
  };
  const text = ofTab.getItem(name);
  return [text === null ? initial : (valueOf(name, text) as T), keep];
}

function valueOf(name: string, text: string): unknown {
  const known = read.get(name);
  if (known?.[0] === text) return known[1];
  const value: unknown = JSON.parse(text);
  remembered(name, text, value);
  return value;
}

function remembered(name: string, text: string, value: unknown): string {
  read.set(name, [text, value]);
  return text;
}
