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
  tested: {
    arrived: {
      title: () => 'The test has arrived on this device.',
      todo: ['Nothing on the screen? Turn off “Do not disturb” and allow the browser to show notifications in the phone’s settings.'],
    },
    notSent: {
      title: () => 'The server could not send the test yet.',
      todo: ['Please try again in a few minutes. News of your dossiers still reaches the inbox of this app.'],
    },
    forgotten: {
      title: () => 'The browser has given up its subscription.',
      todo: ['Please turn notifications on again on this device and send another test.'],
    },
    notArrived: {
      title: () => 'Sent, but this device has not received it.',
      todo: [
        'Check that the device has a network.',
        'Turn off battery saving for the browser, and do not force it to stop.',
        'Still nothing: turn notifications on this device off and on again.',
      ],
    },
    elsewhere: {
      title: (count: number) => `A test was sent to ${count} other ${count === 1 ? 'device' : 'devices'}.`,
      todo: ['Notifications are off on this device.'],
    },
  },
};
