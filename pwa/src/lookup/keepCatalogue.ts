/** Fetches the compact catalogue when the page is done and idle, so that it takes nothing from it. */
import { useEffect } from 'preact/hooks';

import { fetchAhead } from '../app/fetchAhead.ts';
import { network } from '../app/network.ts';

const PATIENCE_MS = 5_000;

export function useCatalogueKept(): void {
  const online = network.value === 'online';
  useEffect(() => {
    // Without a network, the index is built before somebody types.
    fetchAhead('offlineCatalogue');
    const work = () => void loadOffline().then((offline) => void (online ? offline.refreshCatalogue() : offline.offlineIndex()), () => {});
    // Safari has no requestIdleCallback.
    if (!('requestIdleCallback' in window)) {
      const timer = setTimeout(work, PATIENCE_MS);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(work, { timeout: PATIENCE_MS });
    return () => cancelIdleCallback(handle);
  }, [online]);
}

/** Somebody is about to type: what is kept is made ready, while the keyboard comes. */
export function makeReady(): void {
  void loadOffline().then((offline) => void offline.offlineIndex(), () => {});
}

/** Look-up without a network comes in a file of its own. */
export function loadOffline() {
  return import('./offlineCatalogue.ts');
}
