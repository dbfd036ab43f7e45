/**
 * From what the picker gave to pages of a paper in the draft. The picker's files are read at once and never again:
 * the phone may take them away at any time.
 */
import { thumbnailKey, type Draft, type DraftFile, type StoredBytes } from './draft.ts';
import { change } from './drafts.ts';
import { sha256Of } from './fingerprint.ts';
import { askToPersist } from './phoneStorage.ts';
import { PhotoShrinker } from './photoShrinker.ts';

const MOST_BYTES = 50 * 1024 * 1024;

export type FileFault = 'fileUnreadable' | 'fileEmpty' | 'fileTooLarge' | 'fileUndecodable';

/** Thrown for one file; the others go on. */
class Unusable extends Error {
  constructor(readonly fault: FileFault) {
    super(fault);
  }
}

interface Into {
  draftId: string;
  paperId: string;
  /** The file whose place the new one takes. */
  replaced?: string | undefined;
}

/** What was picked first comes first: a photo taken while others are being shrunk waits its turn. */
let turn: Promise<unknown> = Promise.resolve();

/** Answers what could not be used. Throws what the phone's storage throws; then the earlier files are in the draft. */
export function addFiles(picked: readonly File[], into: Into, onDone: () => void): Promise<{ name: string; fault: FileFault }[]> {
  void askToPersist();
  const reading = Promise.all(picked.map(async (file) => ({ name: file.name, bytes: await file.arrayBuffer().catch(() => null) })));
  const added = turn.then(async () => addRead(await reading, into, onDone));
  turn = added.catch(() => {});
  return added;
}

async function addRead(files: { name: string; bytes: ArrayBuffer | null }[], into: Into, onDone: () => void): Promise<{ name: string; fault: FileFault }[]> {
  const faults: { name: string; fault: FileFault }[] = [];
  const shrinker = new PhotoShrinker();
  try {
    for (const { name, bytes } of files) {
      try {
        await put(await prepared(name, bytes, shrinker), into);
      } catch (thrown) {
        if (!(thrown instanceof Unusable)) throw thrown;
        faults.push({ name, fault: thrown.fault });
      }
      onDone();
    }
  } finally {
    shrinker.stop();
  }
  return faults;
}

interface Prepared {
  name: string;
  mediaType: string;
  bytes: ArrayBuffer;
  thumbnail: ArrayBuffer | null;
}

async function prepared(name: string, bytes: ArrayBuffer | null, shrinker: PhotoShrinker): Promise<Prepared> {
  if (!bytes) throw new Unusable('fileUnreadable');
  if (bytes.byteLength === 0) throw new Unusable('fileEmpty');
  const head = String.fromCharCode(...new Uint8Array(bytes, 0, Math.min(5, bytes.byteLength)));
  if (head === '%PDF-') {
    if (bytes.byteLength > MOST_BYTES) throw new Unusable('fileTooLarge');
    return { name, mediaType: 'application/pdf', bytes, thumbnail: null };
  }
  const shrunk = await shrinker.shrink(bytes);
  if (!shrunk) throw new Unusable('fileUndecodable');
  return { name: `${name.replace(/\.\w{1,5}$/, '')}.jpg`, mediaType: 'image/jpeg', bytes: shrunk.photo, thumbnail: shrunk.thumbnail };
}

async function put({ name, mediaType, bytes, thumbnail }: Prepared, { draftId, paperId, replaced }: Into): Promise<void> {
  const id = crypto.randomUUID();
  const sha256 = await sha256Of(bytes);
  const file: DraftFile = { id, paperId, name, mediaType, size: bytes.byteLength, sha256, uploadId: null, offset: 0 };
  const stored: StoredBytes[] = [{ id, draftId, bytes }];
  if (thumbnail) stored.push({ id: thumbnailKey(id), draftId, bytes: thumbnail });
  await change(draftId, (draft) => (draft.state === 'editing' ? withFile(draft, file, replaced) : undefined), stored);
}

function withFile(draft: Draft, file: DraftFile, replaced: string | undefined): Draft {
  const taken = draft.files.some(({ id }) => id === replaced);
  const files = taken ? draft.files.map((one) => (one.id === replaced ? file : one)) : [...draft.files, file];
  return { ...draft, files, skipped: draft.skipped.filter((id) => id !== file.paperId) };
}

/** A page one place towards the beginning of its paper. */
export function moveUp(files: readonly DraftFile[], id: string): DraftFile[] {
  const from = files.findIndex((file) => file.id === id);
  const before = files.filter((file, index) => index < from && file.paperId === files[from]?.paperId).pop();
  const moved = [...files];
  if (before) [moved[files.indexOf(before)], moved[from]] = [files[from]!, before];
  return moved;
}
