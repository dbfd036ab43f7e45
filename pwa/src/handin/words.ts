/** The words of this part come with it; see `provideWords`. */
import { provideWords } from '../words/index.ts';
import { handin } from '../words/vi/handin.ts';

provideWords({ handin });

export { words } from '../words/index.ts';
