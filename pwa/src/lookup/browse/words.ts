/** The words of this part come with it; see `provideWords`. */
import { provideWords } from '../../words/index.ts';
import { browse } from '../../words/vi/browse.ts';

provideWords({ browse });

export { words } from '../../words/index.ts';
