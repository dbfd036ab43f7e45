import type { vi } from './vi.ts';

export const en: typeof vi = {
  appName: 'Một Cửa',
  pageTitle: 'Service status · Một Cửa',

  loadingTitle: 'Checking the service',
  loadingText: 'One moment, please.',

  readyTitle: 'The service is up',
  readyText: 'The server is ready.',
  catalogueTitle: 'Catalogue of procedures',
  catalogueCount: (count: string) => `${count} procedures in the catalogue`,
  catalogueExamples: 'Some procedures in the catalogue:',
  catalogueEmpty: 'The catalogue has no procedures yet. The administrator loads it with this command in the terminal:',
  catalogueUnreadable: 'The catalogue could not be read. Press “Try again”; if that does not help, tell the administrator.',
  levels: {
    xã: 'Commune level',
    tỉnh: 'Province level',
    'trung ương': 'Central level',
    khác: 'Other agencies',
  },

  startingTitle: 'The service is starting',
  startingText: 'This usually takes less than a minute. This page checks again by itself; you only need to wait.',
  startingChecks: 'If it takes longer, tell the administrator. Not ready yet:',

  degradedTitle: 'The service has a problem',
  degradedText: 'The fault is on the server, not on your device. Wait a few minutes, then press “Try again”.',
  degradedChecks: 'If that does not help, tell the administrator. Not working:',
  checks: {
    database: 'Database',
    data_directory: 'Data directory',
  },

  offlineTitle: 'This device has no network',
  offlineText: 'Turn on Wi-Fi or mobile data, then press “Try again”.',
  unreachableTitle: 'The service cannot be reached',
  unreachableText:
    'The server does not answer. Wait a minute, then press “Try again”. If you are trying it on your own machine, see whether this command is still running in the terminal:',

  retry: 'Try again',
  retrying: 'Trying again…',

  newcomerTitle: 'If you are new here',
  newcomerOpenApi: 'API documentation (OpenAPI)',
  newcomerSignIn: 'The demo’s user names and password are printed in the terminal when you start it with',
};
