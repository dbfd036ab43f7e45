/**
 * The compact catalogue on this phone: fetched in the background, asked for again by its ETag at later starts.
 *
 * Nothing waits for it, and a phone that is full or has no storage only lacks look-up without a network after a restart.
 */
import { api } from '../api/client.ts';
import { Problem } from '../api/problem.ts';
import { read, write } from '../storage/database.ts';
import { OfflineIndex, type OfflineCatalogue } from './offlineSearch.ts';

interface Kept {
  key: 'offline';
  etag: string;
  catalogue: OfflineCatalogue;
}

const KEY = 'offline';
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;
let kept: Promise<Kept | undefined> | undefined;
let index: { of: Kept; built: OfflineIndex } | undefined;
let refreshing: Promise<void> | undefined;
let notBefore = 0;
let waitMs = FIRST_WAIT_MS;

function keptCatalogue(): Promise<Kept | undefined> {
  kept ??= read<Kept>('catalogue', KEY).catch(() => undefined);
  return kept;
}

/** Built when it is first needed, and again after the catalogue has changed; undefined when there is none yet. */
export async function offlineIndex(): Promise<OfflineIndex | undefined> {
  const found = await keptCatalogue();
  if (!found) return undefined;
  if (index?.of !== found) index = { of: found, built: new OfflineIndex(found.catalogue) };
  return index.built;
}

/**
 * Once a start; a try that found no network is made again when it is called again, but not at once: a network that lets
 * small answers through and breaks off at this large one would have it sent for ever, at the citizen's cost.
 */
export function refreshCatalogue(): Promise<void> {
  if (Date.now() < notBefore) return Promise.resolve();
  refreshing ??= fetchNewer().catch((thrown: unknown) => {
    refreshing = undefined;
    notBefore = Date.now() + waitMs;
    waitMs = Math.min(waitMs * 4, LONGEST_WAIT_MS);
    if (!(thrown instanceof Problem)) throw thrown;
  });
  return refreshing;
}

async function fetchNewer(): Promise<void> {
  const etag = (await keptCatalogue())?.etag;
  const { data, response } = await api.GET('/api/v1/catalogue/offline', { headers: etag ? { 'If-None-Match': etag } : {} });
  if (!response.ok || !data?.procedures) return; // 304, or a fault that the next start may not have
  const fresh: Kept = { key: KEY, etag: response.headers.get('ETag') ?? '', catalogue: data as unknown as OfflineCatalogue };
  kept = Promise.resolve(fresh);
  await write('catalogue', fresh).catch(() => {}); // a full phone looks up from memory until it is closed
}
