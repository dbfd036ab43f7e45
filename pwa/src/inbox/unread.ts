/** How many messages wait, for the badge in the bottom bar and on the app's icon. */
import { effect, signal } from '@preact/signals';

import { api, ask } from '../api/client.ts';
import { Problem } from '../api/problem.ts';
import { isCitizen, owner } from '../app/session.ts';
import { PUSHED } from '../app/workerMessages.ts';

export const unread = signal(0);

effect(() => {
  if (typeof navigator === 'undefined' || !('setAppBadge' in navigator)) return;
  void (unread.value > 0 ? navigator.setAppBadge(unread.value) : navigator.clearAppBadge()).catch(() => {});
});

/** Somebody else, or nobody: the count of the one before must not stay. */
effect(() => {
  const whose = owner.value;
  unread.value = 0;
  if (whose) void refreshUnread();
});

if (typeof addEventListener !== 'undefined') addEventListener(PUSHED, () => void refreshUnread());

/** Without an answer the badge stays as it is. */
export async function refreshUnread(): Promise<void> {
  if (!isCitizen.peek()) return;
  const whose = owner.peek();
  const inbox = await inboxOrNothing(1);
  if (inbox && owner.peek() === whose) unread.value = inbox.unread;
}

/** Its page was opened, from a notification or otherwise: what was said about it is read. */
export async function markDossierRead(dossierId: string): Promise<void> {
  if (unread.peek() === 0) return;
  const inbox = await inboxOrNothing(100);
  const ids = inbox?.items.filter((message) => !message.read && message.dossier_id === dossierId).map(({ id }) => id);
  if (ids?.length) await markRead(ids).catch(forgiving);
}

/** Throws the Problem of a service that was not reached. */
export async function markRead(ids?: number[]): Promise<void> {
  await ask(api.POST('/api/v1/notifications/read', { body: ids ? { ids } : {} }));
  await refreshUnread();
}

function inboxOrNothing(limit: number) {
  return ask(api.GET('/api/v1/notifications', { params: { query: { limit } } })).catch(forgiving);
}

function forgiving(thrown: unknown): undefined {
  if (!(thrown instanceof Problem)) throw thrown;
}
