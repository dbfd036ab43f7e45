/** The words of this part come with it; see `provideWords`. */
import { provideWords } from '../words/index.ts';
import { receiptCheck } from '../words/vi/receiptCheck.ts';

provideWords({ receiptCheck });

export { words } from '../receipts/words.ts';
