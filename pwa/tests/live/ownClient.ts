/**
 * Sends one file by our own client, as page and worker do, until it has arrived: node ownClient.js ORIGIN TOKEN PERSON FILE
 *
 * Prints {"uploadId", "tries"}. The outbox's back-off between tries is left out.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

import type { DraftFile } from '../../src/handin/draft.ts';
import { moveAfterUpload } from '../../src/handin/nextMove.ts';
import { askFor, Refused, sendFile } from '../../src/handin/tus.ts';

const [origin = '', token = '', person = '', path = ''] = process.argv.slice(2);
const MOST_TRIES = 200;

// A browser knows where it is and who is signed in; Node is told.
Object.assign(globalThis, { location: { origin } });
const plainFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const request = new Request(input, init);
  request.headers.set('Authorization', `Bearer ${token}`);
  return plainFetch(request);
};

const bytes = new Uint8Array(readFileSync(path));
let file: DraftFile = {
  id: randomUUID(),
  paperId: 'paper',
  name: 'Giấy chứng sinh.jpg',
  mediaType: 'image/jpeg',
  size: bytes.byteLength,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  uploadId: null,
  offset: 0,
};
const ask = askFor({ owner: { id: person, phone: '' }, language: 'vi' });

for (let tries = 1; ; tries += 1) {
  try {
    await sendFile(ask, file, bytes.buffer, async (known) => {
      file = { ...file, ...known };
      return true;
    });
    console.log(JSON.stringify({ uploadId: file.uploadId, tries }));
    break;
  } catch (error) {
    if (!(error instanceof Refused) || moveAfterUpload(error.answer) !== 'retry' || tries >= MOST_TRIES) throw error;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
