/**
 * Has parts kept that somebody will probably open next, while nothing else is going on, so that they are on the phone
 * when the network is not: the pages about dossiers for who is signed in, preparing and the rest of the page for who reads
 * a procedure, look-up on the phone for everybody, with its catalogue.
 */
import { effect } from '@preact/signals';

import { isCitizen } from './session.ts';

/** Names of files in `assets/`, as vite.config.ts gives them. */
export type Part = 'pages' | 'procedure' | 'qr' | 'prepare' | 'photoWorker' | 'PhotoEditor' | 'offlineCatalogue';

/**
 * The worker fetches the part itself. Importing it here would not do: WebKit may take a module from its memory, past the
 * worker, which then has nothing to keep.
 */
export function fetchAhead(part: Part): void {
  void navigator.serviceWorker?.ready.then(({ active }) => setTimeout(() => active?.postMessage({ keep: part }), 1_500));
}

export function fetchPagesOfCitizens(): void {
  effect(() => {
    if (isCitizen.value) fetchAhead('pages');
  });
}
