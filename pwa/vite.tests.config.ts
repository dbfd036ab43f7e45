/** Bundles the unit tests for `node --test`: Node 20 cannot read TypeScript by itself. */
import { readdirSync } from 'node:fs';

import { defineConfig } from 'vite';

const tests = readdirSync('tests', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => `tests/${name}`);

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: {
    __KEPT_FILES__: '["/", "/assets/app-111111.js"]',
    __FILES_ON_USE__: '{"/assets/Desk-222222.js": ["/assets/qr-333333.js"], "/assets/en-222222.js": []}',
    __BUILD__: '"test"',
  },
  logLevel: 'warn',
  publicDir: false,
  build: {
    ssr: true,
    outDir: '.tests',
    rollupOptions: { input: tests },
  },
});
