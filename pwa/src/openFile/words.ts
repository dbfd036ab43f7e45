/** The words of this part come with it; see `provideWords`. */
import { provideWords } from '../words/index.ts';
import { openFile } from '../words/vi/openFile.ts';

provideWords({ openFile });

export { words } from '../words/index.ts';
