/** The words of this part come with it; see `provideWords`. */
import { provideWords } from '../words/index.ts';
import { wallet } from '../words/vi/wallet.ts';

provideWords({ wallet });

export { words } from '../words/index.ts';
