/**
 * What a dossier in the making is. Its id is the id of the dossier to be, so that handing in twice gives one dossier.
 *
 * The record is small and written after each step and each piece sent; bytes and thumbnails stand beside it in 'files',
 * so that writing down the progress of a photo never copies the photo.
 */
import type { Office } from '../storage/myOffice.ts';
import type { Edit } from './photo/geometry.ts';
import type { Flaw } from './photo/legibility.ts';

export type DraftState = 'editing' | 'waiting' | 'sending' | 'handed_in' | 'stuck';

export interface Paper {
  id: string;
  name: string;
  case: string | null;
  kind: 'submit' | 'present' | 'note';
  conditional: boolean;
  original: number | null;
  copy: number | null;
}

export interface TimeLimit {
  channel: string;
  case: string | null;
  quantity: number | null;
  unit: string | null;
}

/** What was published when the citizen began; kept, because the preparing goes on without a network. */
export interface ProcedureSnapshot {
  code: string;
  name: string;
  cases: string[];
  papers: Paper[];
  limits: TimeLimit[];
  feeKind: string;
  fees: string[];
  province: string | null;
}

/** `sha256` and `size` are those of the bytes kept on this phone. The order in the list is the order of the pages. */
export interface DraftFile {
  id: string;
  paperId: string;
  name: string;
  mediaType: string;
  size: number;
  sha256: string;
  uploadId: string | null;
  /** Bytes that the service is known to have. */
  offset: number;
  /** How a photo was made from its full picture, which then stands under `fullKey`. */
  edit?: Edit | undefined;
  /** What is hard to read in a photo; the place that proves it stands under `proofKey`. */
  flaw?: Flaw | undefined;
  /** The photos that a PDF was joined from; their bytes stay until it is handed in. */
  pages?: DraftFile[] | undefined;
  /** Until when the service keeps what it has of an unfinished one, milliseconds since 1970. */
  keptUntil?: number | undefined;
}

/** What was sent of a joined file before its draft was taken back: the same pages give the same bytes. */
export type SentPart = Pick<DraftFile, 'sha256' | 'uploadId' | 'offset'>;

/**
 * `code` is the service's, or 'no_answer' (without a network), 'server_away' (no answer, with one), 'server_busy' (a proxy's
 * answer instead of the service's), 'sign_in', 'who_sends' (handed in by nobody who had signed in), 'other_owner',
 * 'file_lost', 'file_changed', 'unexpected'; `detail` its sentence or ''.
 */
export interface Trouble {
  code: string;
  detail: string;
  fileId?: string | undefined;
}

/** `version` is the service's, null before the first answer; `savedAs` the text that it has. */
export interface Kept {
  version: number | null;
  savedAs: string;
  savedAt: number;
  /** When this device took it over from another. */
  takenAt?: number;
  /** Why it goes no further without the citizen. */
  trouble?: { code: string; detail: string } | null;
}

export interface Draft {
  id: string;
  kind: 'dossier' | 'supplement';
  /** The dossier that a supplement belongs to; the draft's own id otherwise. */
  dossierId: string;
  procedure: ProcedureSnapshot;
  /** What the office asked for, in its words (supplements). */
  request: string;
  /** The papers it named, if it named any: only these are taken (supplements). */
  asked?: { paperId: string; name: string; reason: string }[];
  case: string | null;
  forOther: boolean;
  applicant: { full_name: string; phone: string; identity_number: string };
  office: Office | null;
  note: string;
  /** Papers that the citizen said will come on paper, or not at all. */
  skipped: string[];
  files: DraftFile[];
  sent?: SentPart[];
  step: string;
  state: DraftState;
  trouble: Trouble | null;
  /** Who began it signed in, or handed it in: nobody else may see or send it. The phone is masked, to name the person. */
  owner: { id: string; phone: string } | null;
  /** What they read when they handed it in; the service's refusals come in it. */
  language?: string;
  /** The list was sent and no answer is known: perhaps it is handed in already, so it may not be changed unasked. */
  attempted: boolean;
  /** From the answer 'received'. */
  submissionNumber: string | null;
  createdAt: number;
  /** When the citizen last changed it. */
  touchedAt?: number;
  /** Kept on the service for another device, at the citizen's wish (elsewhere.ts). */
  kept?: Kept | null;
  /** When it was last tried to be sent: what failed goes behind the others. */
  triedAt: number;
}

/** A record of the store 'files': the bytes under the file's id, its thumbnail under `thumbnailKey`. */
export interface StoredBytes {
  id: string;
  draftId: string;
  bytes: ArrayBuffer;
}

export const thumbnailKey = (fileId: string) => `${fileId}:small`;
export const fullKey = (fileId: string) => `${fileId}:full`;
export const proofKey = (fileId: string) => `${fileId}:proof`;

/** All records of a file in the store 'files', those of its pages included. */
export function keysOf({ id, pages = [] }: DraftFile): string[] {
  return [id, thumbnailKey(id), fullKey(id), proofKey(id), ...pages.flatMap(keysOf)];
}
