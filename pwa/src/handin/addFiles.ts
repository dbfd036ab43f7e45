/**
 * From what the picker gave to pages of a paper in the draft. The picker's files are read at once and never again:
 * the phone may take them away at any time.
 */
import { fullKey, proofKey, thumbnailKey, type Draft, type DraftFile, type StoredBytes } from './draft.ts';
import { change, readBytes } from './drafts.ts';
import { faultOfPdf, keptAsItIs, MOST_BYTES, type PdfFault } from './fileRules.ts';
import { sha256Of } from './fingerprint.ts';
import { askToPersist } from './phoneStorage.ts';
import { isUnedited, type Edit } from './photo/geometry.ts';
import { PhotoShrinker } from './photo/photoShrinker.ts';
import type { Shrunk } from './photo/shrink.ts';

export type FileFault = 'fileUnreadable' | 'fileEmpty' | 'fileTooLarge' | 'fileUndecodable' | 'fileKind' | PdfFault;

const DOCUMENTS = /\.(docx?|odt|rtf|xlsx?|ods|pptx?|svg|txt|html?|zip|rar|7z|mp4|mov)$/i;

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
  /** Bytes of one file that the office takes; the service's own limit where nothing is known. */
  limit?: number;
}

interface Picked {
  name: string;
  bytes: ArrayBuffer | null;
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

async function addRead(files: Picked[], into: Into, onDone: () => void): Promise<{ name: string; fault: FileFault }[]> {
  const faults: { name: string; fault: FileFault }[] = [];
  const shrinker = new PhotoShrinker();
  try {
    for (const { name, bytes } of files) {
      try {
        await put(await prepared({ name, bytes }, into.limit ?? MOST_BYTES, shrinker), into);
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

/** `full` is the picture that `photo` was cut from, where that is another. */
interface Prepared {
  name: string;
  mediaType: string;
  bytes: ArrayBuffer;
  shrunk: Shrunk | null;
  edit?: { how: Edit; full: ArrayBuffer };
}

async function prepared({ name, bytes }: Picked, limit: number, shrinker: PhotoShrinker): Promise<Prepared> {
  if (!bytes) throw new Unusable('fileUnreadable');
  if (bytes.byteLength === 0) throw new Unusable('fileEmpty');
  const known = keptAsItIs(bytes);
  if (known === 'application/pdf') {
    const fault = faultOfPdf(bytes);
    if (fault) throw new Unusable(fault);
  }
  const shrunk = known === 'application/pdf' ? null : await shrinker.shrink({ bytes });
  if (shrunk) return { name: `${name.replace(/\.\w{1,5}$/, '')}.jpg`, mediaType: 'image/jpeg', bytes: shrunk.photo, shrunk };
  // A browser that cannot show HEIC sends it as it is, and the service converts it.
  if (!known) throw new Unusable(/\.pdf$/i.test(name) ? 'pdfBroken' : DOCUMENTS.test(name) ? 'fileKind' : 'fileUndecodable'); // to the citizen it is what its name says
  if (bytes.byteLength > limit) throw new Unusable('fileTooLarge');
  return { name, mediaType: known, bytes, shrunk: null };
}

async function put({ name, mediaType, bytes, shrunk, edit }: Prepared, { draftId, paperId, replaced }: Into): Promise<void> {
  const id = crypto.randomUUID();
  const file: DraftFile = { id, paperId, name, mediaType, size: bytes.byteLength, sha256: await sha256Of(bytes), uploadId: null, offset: 0 };
  const stored: StoredBytes[] = [{ id, draftId, bytes }];
  if (shrunk) stored.push({ id: thumbnailKey(id), draftId, bytes: shrunk.thumbnail });
  if (shrunk?.flaw) {
    file.flaw = shrunk.flaw.kind;
    stored.push({ id: proofKey(id), draftId, bytes: shrunk.flaw.proof });
  }
  if (edit && !isUnedited(edit.how)) {
    file.edit = edit.how;
    stored.push({ id: fullKey(id), draftId, bytes: edit.full });
  }
  await change(draftId, (draft) => (draft.state === 'editing' ? withFile(draft, file, replaced, edit !== undefined) : undefined), stored);
}

function withFile(draft: Draft, file: DraftFile, replaced: string | undefined, isEdited: boolean): Draft | undefined {
  const taken = draft.files.some(({ id }) => id === replaced);
  // What was edited while another tab took it out is out.
  if (isEdited && !taken) return undefined;
  const files = taken ? draft.files.map((one) => (one.id === replaced ? file : one)) : [...draft.files, file];
  return { ...draft, files, skipped: draft.skipped.filter((id) => id !== file.paperId) };
}

/** The picture that a photo was made from: its own bytes until it is edited for the first time. */
export async function fullPicture({ id, edit }: DraftFile): Promise<ArrayBuffer | undefined> {
  return readBytes(edit ? fullKey(id) : id);
}

/** The photo made anew from its full picture. False when that cannot be; throws what the phone's storage throws. */
export async function editPhoto(draftId: string, file: DraftFile, how: Edit): Promise<boolean> {
  const shrinker = new PhotoShrinker();
  try {
    const full = await fullPicture(file);
    const shrunk = full && (await shrinker.shrink({ bytes: full, edit: how }));
    if (!full || !shrunk) return false;
    // Back to the picture as it was taken: its bytes, not another JPEG of them.
    const bytes = isUnedited(how) ? full : shrunk.photo;
    const edit = { how, full };
    await put({ name: file.name, mediaType: 'image/jpeg', bytes, shrunk, edit }, { draftId, paperId: file.paperId, replaced: file.id });
    return true;
  } finally {
    shrinker.stop();
  }
}

/** A page one place towards the beginning (-1) or the end (1) of its paper. */
export function moveBy(files: readonly DraftFile[], id: string, places: -1 | 1): DraftFile[] {
  const from = files.findIndex((file) => file.id === id);
  const same = files.filter(({ paperId }) => paperId === files[from]?.paperId);
  const other = same[same.findIndex((file) => file.id === id) + places];
  const moved = [...files];
  if (other) [moved[files.indexOf(other)], moved[from]] = [files[from]!, other];
  return moved;
}
