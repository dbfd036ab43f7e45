/** Asks the service how it is. The only file of this page that touches the network. */
import type { StatusEvent } from './status.ts';

const PATIENCE_MS = 10_000;
const PROCEDURES_SHOWN = 3;

export async function askService(): Promise<StatusEvent> {
  try {
    // The catalogue is asked for at the same time; it may fail on its own without making the service 'not ready'.
    const [readiness, catalogue] = await Promise.all([
      getJson('/readyz'),
      getJson(`/api/v1/procedures?limit=${PROCEDURES_SHOWN}`).catch(() => null),
    ]);
    return { type: 'answered', readiness, catalogue };
  } catch {
    return { type: 'failed', deviceOffline: !navigator.onLine };
  }
}

/** The JSON body whatever the HTTP status: /readyz says why it is not ready in the body of its 503. */
async function getJson(path: string): Promise<unknown> {
  const response = await fetch(path, {
    headers: { Accept: 'application/json' },
    cache: 'no-store',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return response.json();
}
