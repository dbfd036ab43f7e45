/** Background Sync, where there is one (Chromium): goes on with what waits in the outbox, also with the app closed. */
import { KEPT_FILES } from './kept.ts';

declare const self: ServiceWorkerGlobalScope & { drainOutbox?: () => Promise<string> };

interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

// Loaded while the worker starts: later a worker may load nothing new.
const outbox = KEPT_FILES.find((path) => path.startsWith('/assets/outboxWorker-'));
if (outbox && 'sync' in self.registration) importScripts(outbox);

export function sendOutbox(event: Event): void {
  const sync = event as SyncEvent;
  if (sync.tag === 'outbox') sync.waitUntil(send());
}

/**
 * The browser tries a failed sync again by itself; also 'busy', because the page that is at it now may be closed before
 * it is done.
 */
async function send(): Promise<void> {
  const outcome = await self.drainOutbox?.();
  if (outcome === 'later' || outcome === 'no_answer' || outcome === 'busy') throw new Error(outcome);
}
