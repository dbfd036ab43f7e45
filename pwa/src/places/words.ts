/** The words of this part come with it; see `provideWords`. */
import { provideWords } from '../words/index.ts';
import { places } from '../words/vi/places.ts';

provideWords({ places });

export { words } from '../words/index.ts';
