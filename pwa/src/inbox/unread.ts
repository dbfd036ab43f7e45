/**
 * How many messages wait, for the badge in the bottom bar and on the app's icon; and what was read, on every device.
 *
 * An open app asks twice a minute whether anything is new (ETag: an answer without a body). What was read without a
 * network is told when there is one.
 */
import { effect, signal } from '@preact/signals';

import { api, ask } from '../api/client.ts';
import { Problem } from '../api/problem.ts';
import { network } from '../app/network.ts';
import { isCitizen, owner } from '../app/session.ts';
import { NEWS, PUSHED } from '../app/workerMessages.ts';
import { lasting } from '../storage/keyValue.ts';

export const unread = signal(0);

const ASK_EVERY_MS = 30_000;
/** Ids of messages that were read without a network, of whom: {owner, ids}. */
const READ_LATER = 'readLater';
const MOST_AT_ONCE = 500;
let tag = '';

effect(() => {
  if (typeof navigator === 'undefined' || !('setAppBadge' in navigator)) return;
  void (unread.value > 0 ? navigator.setAppBadge(unread.value) : navigator.clearAppBadge()).catch(() => {});
});

/** Somebody else, or nobody: the count of the one before must not stay. */
effect(() => {
  const whose = owner.value;
  unread.value = 0;
  tag = '';
  if (whose) void refreshUnread();
});

if (typeof addEventListener !== 'undefined') {
  addEventListener(PUSHED, () => void refreshUnread());
  setInterval(() => document.visibilityState === 'visible' && void refreshUnread(), ASK_EVERY_MS);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void refreshUnread());
  effect(() => {
    if (network.value === 'online' && readLater().length > 0) void refreshUnread();
  });
}

/** Without an answer the badge stays as it is. Pages hear when something has changed since the last time. */
export async function refreshUnread(byUs = false): Promise<void> {
  if (!isCitizen.peek()) return;
  const whose = owner.peek();
  await tellWhatWasRead();
  const query = { params: { query: { limit: 1 } }, headers: tag ? { 'If-None-Match': tag } : {} };
  const { data, response } = (await api.GET('/api/v1/notifications', query).catch(forgiving)) ?? {};
  if (!data || owner.peek() !== whose) return;
  const isFirst = tag === '';
  tag = response?.headers.get('ETag') ?? '';
  unread.value = data.unread;
  if (!isFirst && !byUs) dispatchEvent(new Event(NEWS));
}

/** Its page was opened, from a notification or otherwise: what was said about it is read. */
export async function markDossierRead(dossierId: string): Promise<void> {
  if (unread.peek() === 0) return;
  const inbox = await ask(api.GET('/api/v1/notifications', { params: { query: { limit: 100 } } })).catch(forgiving);
  const ids = inbox?.items.filter((message) => !message.read && message.dossier_id === dossierId).map(({ id }) => id);
  if (ids?.length) await markRead(ids).catch(forgiving);
}

/** Throws the Problem of a service that was not reached when all are meant; of named ones it is told later. */
export async function markRead(ids?: number[]): Promise<void> {
  try {
    await ask(api.POST('/api/v1/notifications/read', { body: ids ? { ids } : {} }));
  } catch (thrown) {
    if (!ids || !(thrown instanceof Problem && thrown.unanswered)) throw thrown;
    const all = [...new Set([...readLater(), ...ids])].slice(-MOST_AT_ONCE);
    lasting.setItem(READ_LATER, JSON.stringify({ owner: owner.peek(), ids: all }));
    unread.value = Math.max(0, unread.peek() - ids.length);
    return;
  }
  await refreshUnread(true);
}

function readLater(): number[] {
  const kept = JSON.parse(lasting.getItem(READ_LATER) ?? '{}') as { owner?: string; ids?: number[] };
  return kept.owner === owner.peek() ? (kept.ids ?? []) : [];
}

async function tellWhatWasRead(): Promise<void> {
  const ids = readLater();
  if (ids.length === 0) return;
  await ask(api.POST('/api/v1/notifications/read', { body: { ids } })).then(() => lasting.removeItem(READ_LATER), forgiving);
}

function forgiving(thrown: unknown): undefined {
  if (!(thrown instanceof Problem)) throw thrown;
}
