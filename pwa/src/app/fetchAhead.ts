/**
 * Fetches parts that somebody will probably open next, while nothing else is going on, so that they are on the phone
 * when the network is not: the pages about dossiers for who is signed in, preparing for who reads a procedure.
 */
import { effect } from '@preact/signals';

import { isCitizen } from './session.ts';

export function fetchAhead(load: () => Promise<unknown>): void {
  // Only what passes through the service worker is kept by it.
  void navigator.serviceWorker?.ready.then(() => setTimeout(() => void load().catch(() => {}), 1_500));
}

export function fetchPagesOfCitizens(): void {
  effect(() => {
    if (isCitizen.value) fetchAhead(() => import('../dossiers/DossiersPage.tsx'));
  });
}
