/**
 * What people read. Vietnamese is part of the app; English is fetched when somebody chooses it.
 *
 * `words` is chosen before the first page is drawn: read it inside functions, never while a module loads.
 */
import { vi } from './vi/index.ts';

export type Words = typeof vi;
export type Language = 'vi' | 'en';

export let words: Words = vi;
export let language: Language = 'vi';

const STORED_AS = 'language';

/** The language chosen in the settings, else English for a browser that asks for it, else Vietnamese. */
export function preferredLanguage(): Language {
  const stored = localStorage.getItem(STORED_AS);
  if (stored === 'vi' || stored === 'en') return stored;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'vi';
}

export async function loadWords(): Promise<void> {
  language = preferredLanguage();
  try {
    if (language === 'en') words = (await import('./en/index.ts')).en;
  } catch {
    language = 'vi'; // no network, and never opened in English: better in Vietnamese than not at all
  }
  document.documentElement.lang = language;
}

/** Everything on the screen changes, also what the service answers: start afresh. Drafts are in storage already. */
export function changeLanguage(chosen: Language): void {
  localStorage.setItem(STORED_AS, chosen);
  location.reload();
}
