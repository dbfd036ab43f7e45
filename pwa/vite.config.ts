import { defineConfig } from 'vite';

import { fonts } from './plugins/fonts.ts';
import { serviceWorker } from './plugins/serviceWorker.ts';

// The service answers with `script-src 'self'; style-src 'self'; img-src 'self'` and no `unsafe-inline`,
// so nothing may be inlined: no module-preload shim, no `data:` images.
export default defineConfig({
  plugins: [fonts(), serviceWorker()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    // `npm run dev` draws; the service started by `make run` answers.
    proxy: { '/api': 'http://127.0.0.1:8000', '/healthz': 'http://127.0.0.1:8000' },
  },
});
