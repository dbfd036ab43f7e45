/**
 * Builds the service worker after the app, with the list of files to keep for use without a network.
 *
 * A build of its own, because a worker made of several files (type: module) is refused by Firefox ESR.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { build, type Plugin, type Rolldown } from 'vite';

/** Parts for people at a desk and the other language: loaded, and kept from then on, when somebody opens them. */
const loadedOnUse = ['/src/desk/', '/src/oversight/', '/src/patterns/showcase/', '/src/words/en/'];
const neverKept = /^screenshots\/|\.map$|^robots\.txt$/;
const publicFiles = ['icon.svg', 'icons/192.png', 'manifest.webmanifest'];

/** Scripts and style sheets that no way leads to but through a page loaded on use. */
function filesOnUse(bundle: Rolldown.OutputBundle): Set<string> {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const sheetsOf = (chunk: Rolldown.OutputChunk) => [...(chunk.viteMetadata?.importedCss ?? [])];
  const isOnUse = (chunk: Rolldown.OutputChunk) => loadedOnUse.some((part) => chunk.facadeModuleId?.includes(part));

  const reached = new Set(chunks.filter((chunk) => chunk.isEntry));
  for (const chunk of reached) {
    const ways = new Set([...chunk.imports, ...chunk.dynamicImports]);
    for (const next of chunks) {
      const byItself = chunk.imports.includes(next.fileName) || !isOnUse(next);
      if (ways.has(next.fileName) && byItself) reached.add(next);
    }
  }
  const needed = new Set([...reached].flatMap((chunk) => [chunk.fileName, ...sheetsOf(chunk)]));
  return new Set(chunks.flatMap((chunk) => [chunk.fileName, ...sheetsOf(chunk)]).filter((name) => !needed.has(name)));
}

export function serviceWorker(): Plugin {
  let outDir = '';
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved: (config) => {
      outDir = fileURLToPath(new URL(`../${config.build.outDir}`, import.meta.url));
    },
    async writeBundle(_options, bundle) {
      const onUse = filesOnUse(bundle);
      const kept = [...Object.keys(bundle), ...publicFiles].filter((name) => !onUse.has(name) && !neverKept.test(name));
      const digest = createHash('sha256');
      for (const name of kept.sort()) digest.update(name).update(await readFile(`${outDir}/${name}`));
      await build({
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        define: {
          __KEPT_FILES__: JSON.stringify(kept.map((name) => (name === 'index.html' ? '/' : `/${name}`))),
          __FILES_ON_USE__: JSON.stringify([...onUse].sort().map((name) => `/${name}`)),
          __BUILD__: JSON.stringify(digest.digest('hex').slice(0, 12)),
        },
        build: {
          outDir,
          emptyOutDir: false,
          modulePreload: false,
          rollupOptions: {
            input: fileURLToPath(new URL('../src/sw/index.ts', import.meta.url)),
            output: { format: 'iife', entryFileNames: 'sw.js' },
          },
        },
      });
    },
  };
}
