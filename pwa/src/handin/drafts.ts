/**
 * Drafts and their files on this phone. Every change is one transaction, on the disk when the promise resolves.
 * Used by pages and by the service worker.
 */
import { read, readAll, settled, transact } from '../storage/database.ts';
import { DRAFTS } from '../storage/channels.ts';
import { forgetMark, forgetMarks, markDraft } from '../storage/draftMarks.ts';
import { keysOf, type Draft, type StoredBytes } from './draft.ts';

/** Tells every page, also this one, that a draft is different now, or handed in. */
function announce(what: 'changed' | 'handed_in' = 'changed'): void {
  const channel = new BroadcastChannel(DRAFTS);
  channel.postMessage(what);
  channel.close();
}

/** Calls back after each change by anybody. Returns how to stop. */
export function onDraftsChanged(listener: () => void): () => void {
  const channel = new BroadcastChannel(DRAFTS);
  channel.onmessage = listener;
  return () => channel.close();
}

export const readDraft = (id: string) => read<Draft>('drafts', id);
export const readDrafts = () => readAll<Draft>('drafts');
export const readBytes = async (key: string) => (await read<StoredBytes>('files', key))?.bytes;

export async function addDraft(draft: Draft, bytes: StoredBytes[] = []): Promise<void> {
  await transact(['drafts', 'files'], 'readwrite', (open) => {
    open('drafts').put(draft);
    for (const file of bytes) open('files').put(file);
  });
  markDraft(draft.id);
  announce();
}

/** With their bytes; what is being sent stops. */
export async function removeAll(): Promise<void> {
  await transact(['drafts', 'files'], 'readwrite', (open) => {
    open('drafts').clear();
    open('files').clear();
  });
  forgetMarks();
  announce();
}

/**
 * Reads, edits and writes in one transaction, together with `added` bytes; bytes of files that the edit took out go.
 * `edit` answers null to remove the draft, undefined to leave it; then, or when there is none, the answer is undefined.
 */
export async function change(
  id: string,
  edit: (draft: Draft) => Draft | null | undefined,
  added: StoredBytes[] = [],
): Promise<Draft | undefined> {
  let isHandedIn = false;
  const changed = await transact(['drafts', 'files'], 'readwrite', async (open) => {
    const drafts = open('drafts');
    const bytes = open('files');
    const old = await settled<Draft | undefined>(drafts.get(id));
    const edited = old && stamped(old, edit(old));
    if (!old || edited === undefined) return undefined;
    if (!edited) forgetMark(id);
    isHandedIn = edited?.state === 'handed_in' && old.state !== 'handed_in';
    if (edited) drafts.put(edited);
    else drafts.delete(id);
    for (const file of added) bytes.put(file);
    const kept = new Set(edited?.files.flatMap(keysOf));
    for (const key of old.files.flatMap(keysOf)) if (!kept.has(key)) bytes.delete(key);
    return edited ?? undefined;
  });
  announce(isHandedIn ? 'handed_in' : 'changed');
  return changed;
}

const TYPED_OR_TAKEN = ['case', 'forOther', 'applicant', 'office', 'note', 'skipped', 'files'] as const;

/** With the time at which the citizen changed it; being opened or sent is no change. */
function stamped(old: Draft, edited: Draft | null | undefined): Draft | null | undefined {
  if (edited?.state !== 'editing' || TYPED_OR_TAKEN.every((part) => edited[part] === old[part])) return edited;
  return { ...edited, touchedAt: Date.now() };
}
