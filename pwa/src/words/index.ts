/**
 * What people read. Vietnamese is part of the app; English is fetched when somebody chooses it.
 *
 * `words` is chosen before the first page is drawn: read it inside functions, never while a module loads.
 */
import type { account } from './vi/account.ts';
import type { announcements } from './vi/announcements.ts';
import type { browse } from './vi/browse.ts';
import type { dossiers } from './vi/dossiers.ts';
import type { handin } from './vi/handin.ts';
import type { inbox } from './vi/inbox.ts';
import { vi as first } from './vi/index.ts';
import type { openDossiers } from './vi/openDossiers.ts';
import type { openFile } from './vi/openFile.ts';
import type { preferences } from './vi/preferences.ts';
import type { places } from './vi/places.ts';
import type { procedure } from './vi/procedure.ts';
import type { push } from './vi/push.ts';
import type { ratings } from './vi/ratings.ts';
import type { receiptCheck } from './vi/receiptCheck.ts';
import type { receipts } from './vi/receipts.ts';
import type { scanner } from './vi/scanner.ts';
import type { settings } from './vi/settings.ts';
import type { wallet } from './vi/wallet.ts';
import { lasting } from '../storage/keyValue.ts';

/** English has the same shape, or it does not compile. */
export type Words = typeof first & {
  account: typeof account;
  announcements: typeof announcements;
  browse: typeof browse;
  dossiers: typeof dossiers;
  handin: typeof handin;
  inbox: typeof inbox;
  openDossiers: typeof openDossiers;
  openFile: typeof openFile;
  places: typeof places;
  preferences: typeof preferences;
  procedure: typeof procedure;
  push: typeof push;
  ratings: typeof ratings;
  receiptCheck: typeof receiptCheck;
  receipts: typeof receipts;
  scanner: typeof scanner;
  settings: typeof settings;
  wallet: typeof wallet;
};
export type Language = 'vi' | 'en';

/** Parts that are loaded later add theirs: a folder's `words.ts` is where its files get `words` from. */
const vi = { ...first } as Words;

export let words: Words = vi;
export let language: Language = 'vi';

const STORED_AS = 'language';

/** The language chosen in the settings, else English for a browser that asks for it, else Vietnamese. */
export function preferredLanguage(): Language {
  const stored = lasting.getItem(STORED_AS);
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
  lasting.setItem(STORED_AS, chosen);
  location.reload();
}

/** Vietnamese words of a part, when the part is loaded; English comes all at once. */
export function provideWords(part: Partial<Words>): void {
  Object.assign(vi, part);
}
