/** A page says that nobody is in the middle of something: this version may replace the one before. */
declare const self: ServiceWorkerGlobalScope;

export function takeOver(event: ExtendableMessageEvent): void {
  if (event.data === 'take-over') event.waitUntil(self.skipWaiting());
}
