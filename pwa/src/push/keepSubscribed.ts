/** Keeps the service's idea of this device right: at each start, for whoever signs in, and when the browser changes it. */
import { effect } from '@preact/signals';

import { onOtherPerson, owner } from '../app/session.ts';
import { RESUBSCRIBE } from '../app/workerMessages.ts';
import { dropSubscription, resendSubscription } from './subscription.ts';

export function keepSubscribed(): void {
  onOtherPerson(() => void dropSubscription().catch(() => {})); // a browser that refuses has none
  effect(() => {
    if (owner.value) void resendSubscription();
  });
  addEventListener(RESUBSCRIBE, () => void resendSubscription());
}
