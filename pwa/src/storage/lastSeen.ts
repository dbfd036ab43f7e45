/**
 * What pages showed last, so that they can show it again without a network.
 *
 * Personal pages are kept under their owner and erased when somebody signs out; public ones ('') stay.
 */
import { read, settled, transact } from './database.ts';

interface Seen {
  key: string;
  owner: string;
  value: unknown;
  /** Milliseconds since 1970. */
  seenAt: number;
}

/** More is never looked at again; the oldest go, some at a time. */
export const MOST = 100;
const SOME = 20;

const keyOf = (owner: string, key: string) => `${owner} ${key}`;

export async function recall<T>(owner: string, key: string): Promise<{ value: T; seenAt: number } | undefined> {
  try {
    return (await read<Seen>('lastSeen', keyOf(owner, key))) as { value: T; seenAt: number } | undefined;
  } catch {
    return undefined; // a phone without storage still works online
  }
}

export async function remember(owner: string, key: string, value: unknown): Promise<void> {
  try {
    await transact(['lastSeen'], 'readwrite', async (open) => {
      const store = open('lastSeen');
      store.put({ key: keyOf(owner, key), owner, value, seenAt: Date.now() } satisfies Seen);
      if ((await settled(store.count())) <= MOST) return;
      const all = await settled<Seen[]>(store.getAll());
      all.sort((one, other) => one.seenAt - other.seenAt);
      for (const old of all.slice(0, all.length - MOST + SOME)) store.delete(old.key);
    });
  } catch {
    // Full or refused storage: the page is on the screen, only its copy is missing.
  }
}

/** Everything, public pages too: a page that failed may have failed over what an older service had answered. */
export async function forgetSeen(): Promise<void> {
  await transact(['lastSeen'], 'readwrite', (open) => settled(open('lastSeen').clear()));
}

/** Everything personal that was kept for reading, but for the owner named; drafts are the citizen's work and stay. */
export async function forgetPersonal(butFor = ''): Promise<void> {
  await transact(['lastSeen'], 'readwrite', async (open) => {
    const store = open('lastSeen');
    for (const seen of await settled<Seen[]>(store.getAll())) {
      if (seen.owner !== '' && seen.owner !== butFor) store.delete(seen.key);
    }
  });
}
