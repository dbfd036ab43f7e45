/**
 * Builds the service worker after the app, with the list of files to keep for use without a network.
 *
 * A build of its own, because a worker made of several files (type: module) is refused by Firefox ESR.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { build, type Plugin } from 'vite';

/** Parts for people at a desk and the other language: loaded, and kept from then on, when somebody opens them. */
const loadedOnUse = ['/src/desk/', '/src/oversight/', '/src/patterns/showcase/', '/src/words/en/'];
const neverKept = /^screenshots\/|\.map$|^robots\.txt$/;
const publicFiles = ['icon.svg', 'icons/192.png', 'manifest.webmanifest'];

export function serviceWorker(): Plugin {
  let outDir = '';
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved: (config) => {
      outDir = fileURLToPath(new URL(`../${config.build.outDir}`, import.meta.url));
    },
    async writeBundle(_options, bundle) {
      const onUse = new Set<string>();
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        if (!file.moduleIds.every((id) => loadedOnUse.some((part) => id.includes(part)))) continue;
        onUse.add(file.fileName);
        for (const sheet of file.viteMetadata?.importedCss ?? []) onUse.add(sheet);
      }
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
