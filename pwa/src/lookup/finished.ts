/** What somebody has typed to the end: they pressed 'search'. Everything else may be half a word. */
import { signal } from '@preact/signals';

export const finished = signal('');
