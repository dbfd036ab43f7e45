/**
 * Takes Vite's helper for preloading out of every `import()`.
 *
 * There is one style sheet, which the page itself names, and nothing is preloaded: the helper's lists are always empty,
 * and it would be 1.3 kB gzip of the first file.
 */
import type { Plugin } from 'vite';

const HELPER = /^\0vite\/preload-helper\.js$/;

export function noPreloading(): Plugin {
  return {
    name: 'no-preloading',
    enforce: 'pre',
    apply: 'build',
    load: { filter: { id: HELPER }, handler: () => 'export const __vitePreload = (load) => load();' },
  };
}
