/**
 * The photos of a paper become a PDF just before the draft is handed over to be sent, and photos again when it is taken
 * back. What was picked as a PDF, kept as HEIC or stands on the service already stays as it is; where such a file stands
 * between photos they become two PDFs, so that the order holds: the service shows the office all of them as one.
 */
import { change, readBytes, readDraft } from './drafts.ts';
import type { Draft, DraftFile, SentPart, StoredBytes } from './draft.ts';
import { limitOf } from './fileRules.ts';
import { sha256Of } from './fingerprint.ts';
import { fileNameOf } from './fileNames.ts';
import { pdfOf } from './photo/pdf.ts';

/** One paper's photos are more than the office takes. */
export class TooLargeTogether extends Error {
  constructor(
    readonly paper: string,
    readonly bytes: number,
    readonly limit: number,
  ) {
    super(`${bytes} bytes`);
  }
}

/** Photos whose bytes only this phone has. */
export const isPage = ({ mediaType, uploadId }: DraftFile) => mediaType === 'image/jpeg' && uploadId === null;

const MOST_TRIES = 3;

/**
 * Joins the pages and hands over in one change. False when the draft is no more to be edited. Throws TooLargeTogether,
 * TypeError for a page that is lost or no JPEG, and what the phone's storage throws; then the draft is as it was.
 */
export async function joinAndHandOver(id: string, handedOver: (draft: Draft) => Draft | undefined): Promise<boolean> {
  for (let left = MOST_TRIES; left > 0; left--) {
    const draft = await readDraft(id);
    if (draft?.state !== 'editing') return false;
    const { files, added } = await joined(draft);
    let isOther = false;
    const changed = await change(
      id,
      (now) => {
        isOther = now.state === 'editing' && JSON.stringify(now.files) !== JSON.stringify(draft.files);
        return now.state === 'editing' && !isOther ? handedOver({ ...now, files }) : undefined;
      },
      added,
    );
    if (!isOther) return changed !== undefined;
  }
  throw new Error('the draft changes all the time'); // another tab adds pages meanwhile
}

async function joined(draft: Draft): Promise<{ files: DraftFile[]; added: StoredBytes[] }> {
  const files: DraftFile[] = [];
  const added: StoredBytes[] = [];
  for (const file of draft.files) {
    if (!isPage(file)) files.push(file);
    else if (!files.some(({ pages }) => pages?.some(({ id }) => id === file.id))) {
      const earlier = files.filter(({ pages, paperId }) => pages && paperId === file.paperId).length;
      const one = await joinedFile(draft, pagesFrom(file, draft.files), earlier);
      files.push(one.file);
      added.push({ id: one.file.id, draftId: draft.id, bytes: one.bytes });
    }
  }
  return { files, added };
}

/** The photo and those that follow it in its paper, up to the next file of another kind. */
function pagesFrom(first: DraftFile, files: readonly DraftFile[]): DraftFile[] {
  const paper = files.filter(({ paperId }) => paperId === first.paperId);
  const rest = paper.slice(paper.indexOf(first));
  const end = rest.findIndex((file) => !isPage(file));
  return end < 0 ? rest : rest.slice(0, end);
}

async function joinedFile(draft: Draft, pages: DraftFile[], earlier: number): Promise<{ file: DraftFile; bytes: ArrayBuffer }> {
  const { paperId } = pages[0]!;
  const paper = draft.procedure.papers.find(({ id }) => id === paperId)?.name ?? '';
  const photos = await Promise.all(pages.map(async ({ id }) => readBytes(id)));
  if (photos.some((photo) => !photo)) throw new TypeError('a page is lost');
  const bytes = pdfOf(paper, photos.map((photo) => new Uint8Array(photo!))).buffer as ArrayBuffer;
  const limit = limitOf(draft);
  if (bytes.byteLength > limit) throw new TooLargeTogether(paper, bytes.byteLength, limit);
  const sha256 = await sha256Of(bytes);
  const sent = draft.sent?.find((part) => part.sha256 === sha256) ?? { uploadId: null, offset: 0 };
  const { uploadId, offset } = sent;
  const name = fileNameOf(paper, earlier > 0 ? `${earlier + 1}.pdf` : 'pdf');
  const file = { id: crypto.randomUUID(), paperId, name, mediaType: 'application/pdf', size: bytes.byteLength, sha256, uploadId, offset, pages };
  return { file, bytes };
}

/** The draft to be edited again: pages as pages, the fault at the first page of the file that has it. */
export function takenApart(draft: Draft): Draft {
  const sent: SentPart[] = draft.files.filter(({ pages, uploadId }) => pages && uploadId).map(({ sha256, uploadId, offset }) => ({ sha256, uploadId, offset }));
  const files = draft.files.flatMap((file) => file.pages ?? [file]);
  const faulty = draft.files.find(({ id }) => id === draft.trouble?.fileId);
  const trouble = draft.trouble && { ...draft.trouble, fileId: faulty?.pages?.[0]?.id ?? draft.trouble.fileId };
  return { ...draft, state: 'editing', files, sent, trouble };
}
