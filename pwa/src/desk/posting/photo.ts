/** Sends the photograph of a board, made smaller on this device where it can be read here. */
import { problemOf, unanswered } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { language } from '../../words/index.ts';

const PATH = '/api/v1/desk/postings/photos';
/** A photograph at 2G speed. */
const PATIENCE_MS = 180_000;

/** What is sent: smaller, upright and without EXIF; null for what no browser here can read. */
export async function smaller(file: File): Promise<Blob | null> {
  // Only now, because shrinking comes with the pages for preparing a dossier.
  const { shrink } = await import('../../handin/photo/shrink.ts');
  const shrunk = await file
    .arrayBuffer()
    .then((bytes) => shrink({ bytes }))
    .catch(() => null);
  return shrunk && new Blob([shrunk.photo], { type: 'image/jpeg' });
}

/** Answers its id, or throws a Problem. */
export async function sendPhoto(photo: Blob): Promise<string> {
  const sent = new Request(location.origin + PATH, { method: 'POST', headers: { 'Content-Type': photo.type }, body: await photo.arrayBuffer() });
  let response: Response;
  try {
    response = await request(sent, { language, patienceMs: PATIENCE_MS });
  } catch {
    throw unanswered();
  }
  if (!response.ok) throw await problemOf(response);
  return ((await response.json()) as { id: string }).id;
}

export function photoAddress(photoId: string): string {
  return `${PATH}/${photoId}`;
}
