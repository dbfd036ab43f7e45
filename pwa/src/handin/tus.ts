/**
 * Sends one file, resumable: our own client for tus 1.0.0 over `fetch`, for pages and the service worker.
 *
 * After anything unclear the service is asked how much it has, so that no byte goes twice but those of a cut piece.
 */
import { request } from '../api/request.ts';
import type { Draft, DraftFile } from './draft.ts';
import { moveAfterUpload, type Answer } from './nextMove.ts';

const PATH = '/api/v1/uploads';
/** Small enough that a cut loses little and the bar moves on a slow network. */
const PIECE_BYTES = 256 * 1024;
/**
 * After a cut the service may still be reading the cut piece when it says how much it has; what is sent next then
 * begins at the wrong place, and is refused after all of it was sent. So that is little, and doubles as it arrives.
 */
const PIECE_AFTER_CUT_BYTES = 32 * 1024;
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

export type Ask = (path: string, init?: RequestInit, patienceMs?: number) => Promise<Heard>;

/**
 * Asks the service for who handed it in, in the language they read: it refuses (`other_person`) when the session is
 * somebody else's by now. No answer at all, and one that is no problem document (a proxy's page), are answers too.
 */
export function askFor({ owner, language = 'vi' }: Pick<Draft, 'owner' | 'language'>): Ask {
  return async (path, init = {}, patienceMs = 30_000) => {
    const headers = { ...(init.headers as Record<string, string>), ...(owner && { 'X-Expected-Person': owner.id }) };
    try {
      const response = await request(new Request(location.origin + path, { ...init, headers }), { patienceMs, language });
      const { ok, status, headers: answered } = response;
      const body = await response.json().catch(() => null);
      return { code: 'unexpected', detail: '', ...(ok ? {} : body), status, headers: answered, body };
    } catch {
      return { status: 0, code: 'no_answer', detail: '' };
    }
  };
}

/**
 * `save` writes down what the service has and answers false when the file is no longer wanted: then the sending stops
 * and the answer is false. Throws Refused.
 */
export async function sendFile(
  ask: Ask,
  file: DraftFile,
  bytes: ArrayBuffer,
  save: (known: Pick<DraftFile, 'offset' | 'keptUntil'> & { uploadId: string }) => Promise<boolean>,
): Promise<boolean> {
  let { uploadId, offset } = file;
  let unsure = true;
  let piece = PIECE_BYTES;
  for (let repairs = 0; !uploadId || offset < bytes.byteLength; ) {
    const answer: Heard = await (!uploadId ? create(ask, file) : unsure ? tellOffset(ask, uploadId) : append(ask, uploadId, offset, bytes.slice(offset, offset + piece)));
    const move = moveAfterUpload(answer);
    if (move === 'go_on') {
      piece = uploadId && unsure ? PIECE_AFTER_CUT_BYTES : Math.min(piece * 2, PIECE_BYTES);
      uploadId ??= answer.headers!.get('Location')!.split('/').pop()!;
      offset = Number(answer.headers!.get('Upload-Offset'));
      unsure = false;
      const until = Date.parse(answer.headers!.get('Upload-Expires') ?? '');
      if (!(await save({ uploadId, offset, keptUntil: until || undefined }))) return false;
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

function create(ask: Ask, { name, mediaType, size }: DraftFile): Promise<Heard> {
  const metadata = `filename ${base64(name)},filetype ${base64(mediaType)}`;
  return ask(PATH, { method: 'POST', headers: { ...VERSION, 'Upload-Length': `${size}`, 'Upload-Metadata': metadata } });
}

async function tellOffset(ask: Ask, uploadId: string): Promise<Heard> {
  const answer = await ask(`${PATH}/${uploadId}`, { method: 'HEAD', headers: VERSION });
  if (answer.status !== 401) return answer;
  // An answer to HEAD has no body that could say why.
  const why = await ask('/api/v1/me');
  return why.status === 200 ? answer : why;
}

function append(ask: Ask, uploadId: string, offset: number, body: ArrayBuffer): Promise<Heard> {
  const headers = { ...VERSION, 'Upload-Offset': `${offset}`, 'Content-Type': 'application/offset+octet-stream' };
  return ask(`${PATH}/${uploadId}`, { method: 'PATCH', headers, body }, PIECE_PATIENCE_MS);
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
