import type { push as vi } from '../vi/push.ts';

export const push: typeof vi = {
  title: 'Turn on notifications?',
  reason: 'Turn on notifications to know at once when there is a result or when papers are missing.',
  lockScreen: 'The lock screen shows no name, no number of an identity paper and no procedure.',
  turnOn: 'Turn on notifications',
  turningOn: 'Turning on…',
  turnOff: 'Turn off on this device',
  turningOff: 'Turning off…',
  later: 'Later',
  laterHint: 'You can turn them on in the settings at any time.',
  on: 'This device receives notifications.',
  off: 'This device does not receive notifications.',
  denied: 'The browser blocks notifications of Một Cửa.',
  allowInBrowser: 'To allow them: tap the sign to the left of the page’s address, choose “Permissions”, turn on “Notifications”, then reload the page.',
  allowInPhone: 'To allow them: open the settings of the phone, find the app Một Cửa, turn on “Notifications”, then open the app again.',
  iosTitle: 'Add Một Cửa to the Home Screen',
  iosWhy: 'iPhone and iPad receive notifications only after that.',
  iosSteps: [
    'Tap the Share button (a square with an arrow up).',
    'Choose “Add to Home Screen”.',
    'Open Một Cửa from the Home Screen, go to Settings and turn on notifications.',
  ],
  none: 'This browser cannot receive notifications. Messages still reach the inbox in the app.',
  failed: 'The browser could not register for notifications. Please try again later; messages still reach the inbox in the app.',
};
