/** Clears away what older versions kept, and serves pages that are open already. */
import { outdated } from './kept.ts';

declare const self: ServiceWorkerGlobalScope;

export function activate(event: ExtendableEvent): void {
  event.waitUntil(takeCharge());
}

async function takeCharge(): Promise<void> {
  await Promise.all(outdated(await caches.keys()).map((name) => caches.delete(name)));
  await self.clients.claim();
}
