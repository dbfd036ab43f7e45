/** Fetches the compact catalogue when the first page is done, so that it takes nothing from it. */
import { useEffect } from 'preact/hooks';

import { network } from '../app/network.ts';

const PATIENCE_MS = 5_000;

export function useCatalogueKept(): void {
  const online = network.value === 'online';
  useEffect(() => {
    if (!online) return;
    const fetchIt = () => void loadOffline().then(({ refreshCatalogue }) => refreshCatalogue());
    // Safari has no requestIdleCallback.
    if (!('requestIdleCallback' in window)) {
      const timer = setTimeout(fetchIt, PATIENCE_MS);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(fetchIt, { timeout: PATIENCE_MS });
    return () => cancelIdleCallback(handle);
  }, [online]);
}

/** Look-up without a network comes in a file of its own. */
export function loadOffline() {
  return import('./offlineCatalogue.ts');
}
