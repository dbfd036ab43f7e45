/**
 * Sends one file by the tus-js-client of npm, then sends and takes back a small one:
 * node tusJsClient.js ORIGIN TOKEN FILE CHUNK_BYTES
 *
 * Prints {"uploadId", "terminated": status of HEAD after the small one was taken back}.
 */
import { readFileSync } from 'node:fs';

import { Upload, type UploadOptions } from 'tus-js-client';

const [origin = '', token = '', path = '', chunk = ''] = process.argv.slice(2);
const endpoint = `${origin}/api/v1/uploads`;
const headers = { Authorization: `Bearer ${token}` };

function send(bytes: Buffer, options: UploadOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(bytes, {
      endpoint,
      headers,
      metadata: { filename: 'Giấy chứng sinh.jpg', filetype: 'image/jpeg' },
      retryDelays: Array.from({ length: 200 }, () => 20),
      onShouldRetry: () => true,
      onError: reject,
      onSuccess: () => resolve(upload.url ?? ''),
      ...options,
    });
    upload.start();
  });
}

const bytes = readFileSync(path);
const address = await send(bytes, { chunkSize: Number(chunk) });
const small = await send(bytes.subarray(0, 5_000), { uploadDataDuringCreation: true, chunkSize: 5_000 });
await Upload.terminate(small, { endpoint, headers, retryDelays: [20, 20, 20, 20] });
const tus = { ...headers, 'Tus-Resumable': '1.0.0' };
const after = await fetch(small, { method: 'HEAD', headers: tus });
console.log(JSON.stringify({ uploadId: address.split('/').pop(), terminated: after.status }));
