import type { browse as vi } from '../vi/browse.ts';

export const browse: typeof vi = {
  recent: 'Recent look-ups',
  recentKept: 'Kept on this device only.',
  eraseRecent: 'Erase',

  fieldsTitle: 'Fields',
  narrowFields: 'Find a field by its name',
  level: 'Where to hand in',
  oftenFields: 'Often needed',
  allFields: 'All fields',
  procedures: (count) => (count === '1' ? '1 procedure' : `${count} procedures`),
  noField: 'No field has such a name.',
  lookUpInstead: 'Look it up in a few words',

  eventsTitle: 'Common matters',
  eventsIntroduction: 'Choose what you need to get done: its procedures stand in the order in which to do them.',
  unknownEvent: 'There is no page about this',
  unknownEventText: 'The list may have changed.',
  allEvents: 'See all common matters',
  notThis: 'Not what you need?',

  trackDossier: (number) => `Follow dossier ${number}`,
  trackDossierHint: 'This is the number of a dossier, not the name of a procedure.',

  nothing: 'No procedure found',
  asked: (query, filters) => `Searched for “${query}”${filters}.`,
  readAs: (words) => `It was read as “${words}”.`,
  notUnderstood: (list) => `Not understood: ${list}.`,
  quoted: (word) => `“${word}”`,
  resultsOfOthers: 'These results are for the other words.',
  tryOther: 'Please try other or fewer words, for example “khai sinh”.',
  nothingFiltered: (filters) => `There is no procedure${filters}.`,
  inFilter: (name) => `, in ${name}`,
  withoutFilters: 'Remove filters',
  nearFields: 'You may need the field',
};
