/** The state of a draft in the outbox as one sentence. */
import { words } from './words.ts';
import type { Draft } from './draft.ts';

export function whyItWaits({ state, trouble, owner }: Draft): string {
  const { handin } = words;
  if (state === 'handed_in') return handin.handedIn;
  if (!trouble) return state === 'sending' ? handin.underWay : handin.ready;
  const { code, detail } = trouble;
  if (code === 'no_answer') return handin.noAnswer;
  if (code === 'sign_in') return handin.signInAgain;
  if (code === 'other_owner') return handin.otherOwner(owner?.phone ?? '');
  if (code === 'file_lost') return handin.fileLost;
  const said = detail || handin.unexpected;
  return state === 'stuck' ? said : `${said} ${handin.retryLater}`;
}
