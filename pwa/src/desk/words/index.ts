/** The desk's words in the app's language. English comes only to who uses it. */
import { language } from '../../words/index.ts';
import { vi } from './vi.ts';

export type DeskWords = typeof vi;

export let deskWords: DeskWords = vi;

/** Before the desk is drawn. */
export async function loadDeskWords(): Promise<void> {
  try {
    if (language === 'en') deskWords = (await import('./en.ts')).en;
  } catch {
    // No network, and never opened in English: better in Vietnamese than not at all.
  }
}

/** What comes from the catalogue is Vietnamese, whatever the app speaks. */
export function catalogueLang(): 'vi' | undefined {
  return language === 'vi' ? undefined : 'vi';
}
