import type { shell as vi } from '../vi/shell.ts';

export const shell: typeof vi = {
  appName: 'Một Cửa',
  skipToContent: 'Skip to content',
  mainMenu: 'Main menu',
  home: 'Home',
  lookUp: 'Look up',
  dossiers: 'Dossiers',
  inbox: 'Messages',
  unread: (count) => `${count} unread`,
  settings: 'Settings',
  back: 'Back',
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Try again',
  retrying: 'Trying again…',
  loading: 'Loading…',
  more: 'Show more',
  seeAll: 'See all',
  edit: 'Change',
  goHome: 'Go to the home page',
  optional: '(optional)',
  errorSummary: 'Something needs to be changed',

  offline: 'No network. You can still see what you opened before.',
  unreachable: 'The server does not answer. The app will try again by itself.',
  asOf: (time) => `As of ${time}. Could not be updated.`,

  pageNotKept: 'This page cannot be opened yet',
  notFoundTitle: 'There is no such page',
  notFoundText: 'The link may be old or mistyped.',

  crashTitle: 'This page has failed',
  crashText: 'The fault is in the app, not with you. Your drafts are still on this device. Please load the newest version.',
  reload: 'Reload',

  updateReady: 'There is a new version of the app.',
  updateNow: 'Use the new version',

  problemOffline: 'This device has no network. Turn on Wi‑Fi or mobile data, then try again.',
  problemUnreachable: 'The server does not answer. Please wait a minute, then try again.',
  problemUnexpected: 'The server did not answer as this app expected. Please reload to get the newest version.',
  problemNotSeen: 'This page was never opened on this device while online, so it cannot be shown now.',

  signInFirst: 'Please sign in to see this page.',
  signIn: 'Sign in',

  today: 'today',
  yesterday: 'yesterday',
};
