/**
 * The phone's own store. Bytes are ArrayBuffers, never Blobs: WebKit refuses Blobs in IndexedDB.
 *
 * A small wrapper of our own, because the service worker has three kilobytes for everything.
 */

const NAME = 'motcua';
/** Raise it with a new step in `upgrade`; a step once released is never changed. */
const VERSION = 1;

export type StoreName = 'drafts' | 'files' | 'lastSeen' | 'catalogue';

let opened: Promise<IDBDatabase> | undefined;

function upgrade(database: IDBDatabase, from: number): void {
  if (from < 1) {
    database.createObjectStore('drafts', { keyPath: 'id' });
    database.createObjectStore('files', { keyPath: 'id' }).createIndex('draftId', 'draftId');
    database.createObjectStore('lastSeen', { keyPath: 'key' });
    database.createObjectStore('catalogue', { keyPath: 'key' });
  }
}

export function openDatabase(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const opening = indexedDB.open(NAME, VERSION);
    opening.onupgradeneeded = ({ oldVersion }) => upgrade(opening.result, oldVersion);
    opening.onsuccess = () => {
      const database = opening.result;
      // A newer version of the app in another tab must not wait for us.
      database.onversionchange = () => {
        database.close();
        opened = undefined;
      };
      database.onclose = () => {
        opened = undefined;
      };
      resolve(database);
    };
    opening.onerror = () => {
      opened = undefined;
      reject(opening.error);
    };
  });
  return opened;
}

export function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Runs `work` in one transaction and waits until it is on the disk. Rejects with QuotaExceededError when the phone
 * is full, or with what `work` throws; nothing of the transaction is kept then. `work` may wait for requests of this
 * transaction only.
 */
export async function transact<T>(
  stores: StoreName[],
  mode: 'readonly' | 'readwrite',
  work: (store: (name: StoreName) => IDBObjectStore) => Promise<T> | T,
): Promise<T> {
  const database = await openDatabase();
  // Chromium otherwise reports a write done before it has left for the disk: a flat battery would take the photo with it.
  const transaction = database.transaction(stores, mode, { durability: stores.includes('drafts') ? 'strict' : 'default' });
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
  done.catch(() => {});
  try {
    const result = await work((name) => transaction.objectStore(name));
    await done;
    return result;
  } catch (thrown) {
    undo(transaction);
    throw thrown;
  }
}

/** A fault half way: what was put before it goes too. */
function undo(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // it is over already: the phone was full, and nothing was kept
  }
}

export function read<T>(store: StoreName, key: string): Promise<T | undefined> {
  return transact([store], 'readonly', (open) => settled<T | undefined>(open(store).get(key)));
}

export function readAll<T>(store: StoreName): Promise<T[]> {
  return transact([store], 'readonly', (open) => settled<T[]>(open(store).getAll()));
}

export async function write(store: StoreName, value: unknown): Promise<void> {
  await transact([store], 'readwrite', (open) => settled(open(store).put(value)));
}

export async function remove(store: StoreName, key: string): Promise<void> {
  await transact([store], 'readwrite', (open) => settled(open(store).delete(key)));
}
