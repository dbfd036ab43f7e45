/** The words of this part come with it; see `provideWords`. */
import { provideWords } from '../../words/index.ts';
import { procedure } from '../../words/vi/procedure.ts';

provideWords({ procedure });

export { words } from '../../words/index.ts';
