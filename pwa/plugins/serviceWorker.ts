/**
 * Builds the service worker after the app, with the list of files to keep for use without a network.
 *
 * A build of its own, because a worker made of several files (type: module) is refused by Firefox ESR.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { build, type Plugin, type Rolldown } from 'vite';

/** Asked for in the background at the first visit; what else is loaded on use is kept from then on (sw/answer.ts). */
const ALSO_KEPT = ['/src/lookup/offlineCatalogue.ts'];
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
      const own = keptFrom(bundle);
      const onUse = Object.keys(bundle).filter((name) => name.endsWith('.js') && !own.includes(name));
      const kept = [...own, ...publicFiles];
      const digest = createHash('sha256');
      for (const name of kept.sort()) digest.update(name).update(await readFile(`${outDir}/${name}`));
      await build({
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        define: {
          __KEPT_FILES__: JSON.stringify(kept.map((name) => (name === 'index.html' ? '/' : `/${name}`))),
          __FILES_ON_USE__: JSON.stringify(onUse.sort().map((name) => `/${name}`)),
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

/** The page, what draws it, fonts, the style sheet, and the worker's own second file. */
function keptFrom(bundle: Rolldown.OutputBundle): string[] {
  const kept = new Set<string>();
  const keep = (name: string) => {
    const file = bundle[name];
    if (kept.has(name) || file?.type !== 'chunk') return;
    kept.add(name);
    file.imports.forEach(keep);
  };
  for (const [name, file] of Object.entries(bundle)) {
    if (file.type === 'chunk') {
      if (file.isEntry || ALSO_KEPT.some((id) => file.facadeModuleId?.endsWith(id))) keep(name);
    } else if (/\.(html|css|woff2)$|outboxWorker-/.test(name)) kept.add(name);
  }
  return [...kept];
}
