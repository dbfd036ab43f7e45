/** The words of this part, loaded with it; English only when it is chosen. */
import { language } from '../../words/index.ts';
import { vi, type OversightWords } from './vi.ts';

export let words: OversightWords = vi;

export async function loadOversightWords(): Promise<void> {
  try {
    if (language === 'en') words = (await import('./en.ts')).en;
  } catch {
    // No network, and never opened in English: better in Vietnamese than not at all.
  }
}
