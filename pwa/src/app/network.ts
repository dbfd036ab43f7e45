/**
 * Whether the service can be reached, as the last request found it.
 *
 * `online` does not fire when only the server comes back, so an unreachable server is asked again by itself.
 */
import { signal } from '@preact/signals';

export type Network = 'online' | 'offline' | 'unreachable';

export const network = signal<Network>('online');

const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 60_000;
let retryMs = FIRST_RETRY_MS;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Whether it was the service that answered: a proxy before a stopped one has no JSON to tell. */
export function isAnswer({ status, headers }: Response): boolean {
  return status < 500 || Boolean(headers.get('Content-Type')?.includes('json'));
}

/** A request was answered, whatever the answer was. */
export function heard(): void {
  clearTimeout(timer);
  retryMs = FIRST_RETRY_MS;
  network.value = 'online';
}

/** A request was not answered. */
export function missed(): void {
  network.value = navigator.onLine ? 'unreachable' : 'offline';
  clearTimeout(timer);
  timer = setTimeout(askAgain, retryMs);
  retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
}

export async function askAgain(): Promise<void> {
  try {
    const response = await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(10_000) });
    if (isAnswer(response)) heard();
    else missed();
  } catch {
    missed();
  }
}

export function watchNetwork(): void {
  if (!navigator.onLine) missed();
  addEventListener('offline', missed);
  addEventListener('online', () => void askAgain());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && network.value !== 'online') void askAgain();
  });
}
