/**
 * Builds the service worker after the app, with the list of files to keep for use without a network.
 *
 * A build of its own, because a worker made of several files (type: module) is refused by Firefox ESR.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { build, type Plugin, type Rolldown } from 'vite';

const publicFiles = ['icon.svg', 'icons/192.png', 'icons/badge.png', 'manifest.webmanifest'];

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
      const onUse: Record<string, string[]> = {};
      for (const name of Object.keys(bundle).sort()) {
        if (!name.endsWith('.js') || own.includes(name)) continue;
        const imported = [...withImports(bundle, name)].filter((other) => other !== name && !own.includes(other));
        onUse[`/${name}`] = imported.map((other) => `/${other}`);
      }
      const kept = [...own, ...publicFiles];
      const digest = createHash('sha256');
      for (const name of kept.sort()) digest.update(name).update(await readFile(`${outDir}/${name}`));
      await build({
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        define: {
          __KEPT_FILES__: JSON.stringify(kept.map((name) => (name === 'index.html' ? '/' : `/${name}`))),
          __FILES_ON_USE__: JSON.stringify(onUse),
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
  const page = bundle['index.html'];
  // What the page itself names; no chunk of a group is called an entry.
  const named = page?.type === 'asset' ? (String(page.source).match(/assets\/[\w.-]+\.js/g) ?? []) : [];
  for (const name of named) withImports(bundle, name, kept);
  for (const [name, file] of Object.entries(bundle)) {
    if (file.type === 'asset' && /\.(html|css|woff2)$|outboxWorker-/.test(name)) kept.add(name);
  }
  return [...kept];
}

/** The chunk and all that it imports before it runs. */
function withImports(bundle: Rolldown.OutputBundle, name: string, found = new Set<string>()): Set<string> {
  const file = bundle[name];
  if (found.has(name) || file?.type !== 'chunk') return found;
  found.add(name);
  for (const imported of file.imports) withImports(bundle, imported, found);
  return found;
}
