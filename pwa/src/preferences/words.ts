/** The words of this part come with it; see `provideWords`. */
import { provideWords } from '../words/index.ts';
import { settings } from '../words/vi/settings.ts';
import { preferences } from '../words/vi/preferences.ts';

provideWords({ preferences, settings });

export { words } from '../words/index.ts';
