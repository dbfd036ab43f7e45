/** The words of this part come with it; see `provideWords`. */
import { provideWords } from '../words/index.ts';
import { ratings } from '../words/vi/ratings.ts';

provideWords({ ratings });

export { words } from '../words/index.ts';
