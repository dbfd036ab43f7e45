/** The browser has changed the subscription: the app tells the service at its next start, or now when it is open. */
declare const self: ServiceWorkerGlobalScope;

export function renewSubscription(event: Event): void {
  (event as ExtendableEvent).waitUntil(tellPages());
}

async function tellPages(): Promise<void> {
  for (const page of await self.clients.matchAll({ type: 'window', includeUncontrolled: true })) page.postMessage('resubscribe');
}
