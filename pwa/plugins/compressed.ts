/** Lays a Brotli and a gzip copy beside each text file of the build; the server sends the one that the browser reads. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

import type { Plugin } from 'vite';

/** Fonts and pictures are compressed already. */
const TEXT = /\.(js|css|html|svg|webmanifest|txt)$/;

export function compressed(): Plugin {
  let outDir = '';
  return {
    name: 'compressed',
    apply: 'build',
    configResolved: (config) => {
      outDir = fileURLToPath(new URL(`../${config.build.outDir}`, import.meta.url));
    },
    // After the service worker, which is written in a build of its own.
    async closeBundle() {
      for (const name of await readdir(outDir, { recursive: true })) {
        if (!TEXT.test(name)) continue;
        const bytes = await readFile(`${outDir}/${name}`);
        const smallest = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
        await writeFile(`${outDir}/${name}.br`, brotliCompressSync(bytes, { params: smallest }));
        await writeFile(`${outDir}/${name}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
