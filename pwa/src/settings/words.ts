/** The words of this part come with it; see `provideWords`. */
import { provideWords } from '../words/index.ts';
import { settings } from '../words/vi/settings.ts';
import { account } from '../words/vi/account.ts';
import { push } from '../words/vi/push.ts';

provideWords({ settings, account, push });

export { words } from '../words/index.ts';
