/** How many messages wait, for the badge in the bottom bar and on the app's icon. */
import { effect, signal } from '@preact/signals';

export const unread = signal(0);

effect(() => {
  if (typeof navigator === 'undefined' || !('setAppBadge' in navigator)) return;
  void (unread.value > 0 ? navigator.setAppBadge(unread.value) : navigator.clearAppBadge()).catch(() => {});
});
