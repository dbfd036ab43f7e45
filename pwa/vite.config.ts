import { defineConfig } from 'vite';

import { compressed } from './plugins/compressed.ts';
import { fonts } from './plugins/fonts.ts';
import { noPreloading } from './plugins/noPreloading.ts';
import { serviceWorker } from './plugins/serviceWorker.ts';

/** What draws the first page: shell, look-up, patterns. */
const APP = new RegExp(
  [
    /src\/(main|app|api|patterns(?!\/(showcase|qr|Timeline))|storage(?!\/draftMarks))/,
    /src\/lookup\/(?!Qr|receiptCode|offline|everyday|gist|phrases|terms|spelling|unfinished|browse|procedure\/|openDossier)/,
    /src\/(dossiers\/mine|rules\/(day|timeLimit))/,
    /src\/(inbox\/unread|handin\/IfDrafts|push\/keepSubscribed|settings\/install)/,
    /src\/words\/(index|format|vi\/(index|lookup|shell))/,
    /node_modules\/(preact|@preact)/,
    /vite\//,
  ]
    .map(({ source }) => source)
    .join('|'),
);
/** The citizen's other pages. */
const PAGES = /src\/(account|dossiers|inbox|openFile|push|receipts|lookup\/openDossier|patterns\/Timeline|words\/vi\/(account|dossiers|openDossiers|inbox|openFile|push|receipts))/;

/** Six characters tell one version from another; the service worker holds every name, and hashes do not compress. */
const NAMES = {
  entryFileNames: 'assets/[name]-[hash:6].js',
  chunkFileNames: 'assets/[name]-[hash:6].js',
  assetFileNames: 'assets/[name]-[hash:6][extname]',
};

// The service answers with `script-src 'self'; style-src 'self'` and no `unsafe-inline`, so no module-preload shim may be
// inlined; pictures are files, which the worker keeps.
export default defineConfig({
  plugins: [noPreloading(), fonts(), serviceWorker(), compressed()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist',
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    // One style sheet and no preloading (see plugins/noPreloading.ts).
    modulePreload: false,
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        ...NAMES,
        // Few files: forty small ones compress a third worse. The first one draws the first page, the second the
        // citizen's other pages; the rest is loaded when it is opened (see plugins/serviceWorker.ts).
        codeSplitting: {
          groups: [
            { name: 'app', priority: 3, test: APP },
            { name: 'pages', priority: 2, test: PAGES },
            { name: 'qr', priority: 3, test: /src\/patterns\/qr|node_modules\/uqr/ },
            { name: 'procedure', priority: 1, test: /src\/(lookup\/procedure\/|words\/vi\/procedure)/ },
            { name: 'places', priority: 2, test: /src\/(places|announcements|words\/vi\/(places|announcements))/ },
            { name: 'settings', priority: 1, test: /src\/(settings|preferences|words\/vi\/(settings|preferences))/ },
            // Look-up on the phone, and browsing: fetched ahead with the catalogue (see app/fetchAhead.ts).
            { name: 'offlineCatalogue', priority: 2, test: /src\/(lookup\/(offline|everyday|gist|phrases|terms|spelling|unfinished|browse)|words\/vi\/browse)/ },
            // Two pages of their own, and a button and its words while preparing.
            { name: 'wallet', priority: 2, test: /src\/(wallet|receiptCheck|handin\/Picker|words\/vi\/(wallet|receiptCheck))/ },
            { name: 'prepare', priority: 1, test: /src\/(handin\/(?!photo\/PhotoEditor)|storage\/draftMarks|words\/vi\/handin)/ },
          ],
        },
      },
    },
  },
  worker: { rolldownOptions: { output: NAMES } },
  server: {
    // `npm run dev` draws; the service started by `make run` answers.
    proxy: { '/api': 'http://127.0.0.1:8000', '/healthz': 'http://127.0.0.1:8000' },
  },
});
