/** Shrinks and edits photos beside the page, which stays usable. Gets a `PhotoTask`, answers `Shrunk` or null. */
import { shrink, type PhotoTask } from './shrink.ts';

onmessage = async ({ data }: MessageEvent<PhotoTask>) => {
  const shrunk = await shrink(data).catch(() => null);
  postMessage(shrunk, { transfer: shrunk ? [shrunk.photo, shrunk.thumbnail, ...(shrunk.flaw ? [shrunk.flaw.proof] : [])] : [] });
};
