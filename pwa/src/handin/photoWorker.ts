/** Shrinks photos beside the page, which stays usable. Gets the bytes, answers `Shrunk` or null. */
import { shrink } from './shrink.ts';

onmessage = async ({ data }: MessageEvent<ArrayBuffer>) => {
  const shrunk = await shrink(data).catch(() => null);
  postMessage(shrunk, { transfer: shrunk ? [shrunk.photo, shrunk.thumbnail] : [] });
};
