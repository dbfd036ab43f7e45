/** 'Send me a test': whether it arrived on this device, and if not, where it was lost. */
import { api, ask, type Schemas } from '../api/client.ts';
import { PUSHED } from '../app/workerMessages.ts';

type Device = Pick<Schemas['Device'], 'endpoint' | 'last_delivered_at'>;

/**
 * arrived: the browser of this device has it. notSent: our service has not handed it over yet. forgotten: the push
 * service no longer knows this device. notArrived: handed over, and nothing came. elsewhere: push is off on this device.
 */
export type Verdict = 'arrived' | 'notSent' | 'forgotten' | 'notArrived' | 'elsewhere';

const PATIENCE_MS = 20_000;
const LOOK_EVERY_MS = 4_000;

export function verdictOf(here: string | undefined, arrived: boolean, before: readonly Device[], after: readonly Device[]): Verdict {
  if (!here) return 'elsewhere';
  if (arrived) return 'arrived';
  const was = before.find(({ endpoint }) => endpoint === here);
  const is = after.find(({ endpoint }) => endpoint === here);
  if (!is) return 'forgotten';
  return is.last_delivered_at && is.last_delivered_at !== was?.last_delivered_at ? 'notArrived' : 'notSent';
}

export interface Tested {
  verdict: Verdict;
  /** How many devices it was sent to. */
  devices: number;
}

/** `here` is this device's endpoint. Throws the Problem of a service that was not reached. */
export async function testPush(here: string | undefined, patienceMs = PATIENCE_MS): Promise<Tested> {
  const listDevices = async () => (await ask(api.GET('/api/v1/push/subscriptions'))).items;
  const before = await listDevices();
  const until = Date.now() + patienceMs;
  let arrival = nextPush(LOOK_EVERY_MS);
  const { devices } = await ask(api.POST('/api/v1/push/test'));
  for (;;) {
    const arrived = here !== undefined && (await arrival);
    const verdict = verdictOf(here, arrived, before, arrived || !here ? [] : await listDevices());
    const mayStillCome = verdict === 'notSent' || verdict === 'notArrived';
    if (!mayStillCome || Date.now() > until) return { verdict, devices };
    arrival = nextPush(LOOK_EVERY_MS);
  }
}

function nextPush(patienceMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const answer = (arrived: boolean) => {
      removeEventListener(PUSHED, came);
      resolve(arrived);
    };
    const came = () => answer(true);
    addEventListener(PUSHED, came);
    setTimeout(() => answer(false), patienceMs);
  });
}
