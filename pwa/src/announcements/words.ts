/** The words of this part come with it; see `provideWords`. */
import { provideWords } from '../words/index.ts';
import { announcements } from '../words/vi/announcements.ts';

provideWords({ announcements });

export { words } from '../words/index.ts';
