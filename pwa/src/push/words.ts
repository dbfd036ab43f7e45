/** The words of this part come with it; see `provideWords`. */
import { provideWords } from '../words/index.ts';
import { push } from '../words/vi/push.ts';

provideWords({ push });

export { words } from '../words/index.ts';
