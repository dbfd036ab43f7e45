/** Bundles the two tus clients that tests run in Node against a live server (tests/documents/test_live_clients.py). */
import { defineConfig } from 'vite';

export default defineConfig({
  define: { __KEPT_FILES__: '[]', __FILES_ON_USE__: '{}', __BUILD__: '"test"' },
  logLevel: 'warn',
  publicDir: false,
  build: {
    ssr: true,
    outDir: '.clients',
    rollupOptions: { input: ['tests/live/ownClient.ts', 'tests/live/tusJsClient.ts'] },
  },
});
