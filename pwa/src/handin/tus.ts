/**
 * Sends one file, resumable: our own client for tus 1.0.0 over `fetch`, for pages and the service worker.
 *
 * After anything unclear the service is asked how much it has, so that no byte goes twice but those of a cut piece.
 */
import { request } from '../api/request.ts';
import type { DraftFile } from './draft.ts';
import { moveAfterUpload, type Answer } from './nextMove.ts';

const PATH = '/api/v1/uploads';
/** Small enough that a cut loses little and the bar moves on a slow network. */
const PIECE_BYTES = 256 * 1024;
/** A piece at 2G speed. */
const PIECE_PATIENCE_MS = 180_000;
/** An upload that disappears or disagrees again and again is left for later. */
const MOST_REPAIRS = 4;

/** Thrown for an answer that the sending of one file cannot deal with. */
export class Refused extends Error {
  constructor(
    readonly answer: Answer,
    readonly fileId?: string,
  ) {
    super(answer.code);
  }
}

export type Heard = Answer & { headers?: Headers; body?: unknown };

/** Asks the service. No answer at all, and one that is no problem document (a proxy's page), are answers too. */
export async function answerTo(path: string, init?: RequestInit, patienceMs = 30_000): Promise<Heard> {
  try {
    const response = await request(new Request(location.origin + path, init), { patienceMs });
    const { ok, status, headers } = response;
    const body = await response.json().catch(() => null);
    return { code: 'unexpected', detail: '', ...(ok ? {} : body), status, headers, body };
  } catch {
    return { status: 0, code: 'no_answer', detail: '' };
  }
}

/**
 * `save` writes down what the service has and answers false when the file is no longer wanted: then the sending stops
 * and the answer is false. Throws Refused.
 */
export async function sendFile(
  file: DraftFile,
  bytes: ArrayBuffer,
  save: (known: { uploadId: string; offset: number }) => Promise<boolean>,
): Promise<boolean> {
  let { uploadId, offset } = file;
  let unsure = true;
  for (let repairs = 0; !uploadId || offset < bytes.byteLength; ) {
    const answer: Heard = await (!uploadId ? create(file) : unsure ? tellOffset(uploadId) : append(uploadId, offset, bytes));
    const move = moveAfterUpload(answer);
    if (move === 'go_on') {
      uploadId ??= answer.headers!.get('Location')!.split('/').pop()!;
      offset = Number(answer.headers!.get('Upload-Offset'));
      unsure = false;
      if (!(await save({ uploadId, offset }))) return false;
    } else if ((move === 'create_anew' || move === 'ask_offset') && repairs++ < MOST_REPAIRS) {
      if (move === 'create_anew') uploadId = null;
      unsure = true;
    } else {
      throw new Refused({ ...answer, retryable: answer.retryable || repairs > 0 }, file.id);
    }
  }
  return true;
}

const VERSION = { 'Tus-Resumable': '1.0.0' };

function create({ name, mediaType, size }: DraftFile): Promise<Heard> {
  const metadata = `filename ${base64(name)},filetype ${base64(mediaType)}`;
  return answerTo(PATH, { method: 'POST', headers: { ...VERSION, 'Upload-Length': `${size}`, 'Upload-Metadata': metadata } });
}

function tellOffset(uploadId: string): Promise<Heard> {
  return answerTo(`${PATH}/${uploadId}`, { method: 'HEAD', headers: VERSION });
}

function append(uploadId: string, offset: number, bytes: ArrayBuffer): Promise<Heard> {
  const headers = { ...VERSION, 'Upload-Offset': `${offset}`, 'Content-Type': 'application/offset+octet-stream' };
  const body = bytes.slice(offset, offset + PIECE_BYTES);
  return answerTo(`${PATH}/${uploadId}`, { method: 'PATCH', headers, body }, PIECE_PATIENCE_MS);
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
