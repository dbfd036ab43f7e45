/** The words of this part come with it; see `provideWords`. */
import { provideWords } from '../words/index.ts';
import { account } from '../words/vi/account.ts';

provideWords({ account });

export { words } from '../words/index.ts';
