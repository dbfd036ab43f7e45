/** The words of this part come with it; see `provideWords`. */
import { provideWords } from '../words/index.ts';
import { dossiers } from '../words/vi/dossiers.ts';

provideWords({ dossiers });

export { words } from '../words/index.ts';
