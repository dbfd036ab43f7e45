/** Bundles the unit tests for `node --test`: Node 20 cannot read TypeScript by itself. */
import { readdirSync } from 'node:fs';

import { defineConfig } from 'vite';

const tests = readdirSync('tests', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => `tests/${name}`);

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: { __KEPT_FILES__: '["/", "/assets/app.js"]', __BUILD__: '"test"' },
  logLevel: 'warn',
  publicDir: false,
  build: {
    ssr: true,
    outDir: '.tests',
    rollupOptions: { input: tests },
  },
});
