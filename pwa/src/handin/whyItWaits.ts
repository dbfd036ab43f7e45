/** What is to be said of a draft, in one sentence. */
import { words } from './words.ts';
import type { Draft } from './draft.ts';

/** All that the next person on this phone may know of it. */
export function whoseItIs({ state, owner }: Pick<Draft, 'state' | 'owner'>): string {
  const { othersDraft, otherOwner } = words.handin;
  return (state === 'editing' ? othersDraft : otherOwner)(owner?.phone ?? '');
}

export function whyItWaits({ state, trouble, owner }: Draft): string {
  const { handin } = words;
  if (state === 'handed_in') return handin.handedIn;
  if (!trouble) return state === 'sending' ? handin.underWay : handin.ready;
  const { code, detail } = trouble;
  if (code === 'no_answer') return handin.noAnswer;
  if (code === 'server_away') return handin.serverAway;
  if (code === 'server_busy') return handin.serverBusy;
  if (code === 'sign_in') return handin.signInAgain;
  if (code === 'other_owner') return whoseItIs({ state, owner });
  if (code === 'who_sends') return handin.whoSends;
  if (code === 'file_lost') return handin.fileLost;
  if (code === 'file_changed') return handin.fileChanged;
  const said = detail || handin.unexpected;
  return state === 'stuck' ? said : `${said} ${handin.retryLater}`;
}
