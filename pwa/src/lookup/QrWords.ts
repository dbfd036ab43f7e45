/** The words of this part come with it; see `provideWords`. */
import { provideWords } from '../words/index.ts';
import { scanner } from '../words/vi/scanner.ts';

provideWords({ scanner });

export { words } from '../words/index.ts';
