/**
 * Keeps the service's idea of this device right: at each start, for whoever signs in, and when the browser changes it.
 * The rest of push is fetched when somebody is signed in: a first visit does without.
 */
import { effect } from '@preact/signals';

import { onOtherPerson, owner } from '../app/session.ts';
import { RESUBSCRIBE } from '../app/workerMessages.ts';
import { lasting } from '../storage/keyValue.ts';

/** Where the person's choice is kept: 'on', 'no', or nothing when not asked yet. */
export const CHOICE = 'push';

const subscription = () => import('./subscription.ts');

export function keepSubscribed(): void {
  onOtherPerson(() => {
    lasting.removeItem(CHOICE); // at once: the next person has not been asked
    // A browser that refuses has none.
    void subscription().then(({ dropSubscription }) => dropSubscription()).catch(() => {});
  });
  const resend = () => void subscription().then(({ resendSubscription }) => resendSubscription()).catch(() => {});
  effect(() => {
    if (owner.value) resend();
  });
  addEventListener(RESUBSCRIBE, resend);
}
