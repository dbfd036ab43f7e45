/** The words of this part come with it; see `provideWords`. */
import { provideWords } from '../words/index.ts';
import { openDossiers } from '../words/vi/openDossiers.ts';

provideWords({ openDossiers });

export { words } from '../words/index.ts';
