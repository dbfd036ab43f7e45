/** The words of this part come with it; see `provideWords`. */
import { provideWords } from '../words/index.ts';
import { receipts } from '../words/vi/receipts.ts';

provideWords({ receipts });

export { words } from '../words/index.ts';
