import type { wallet as vi } from '../vi/wallet.ts';

export const wallet: typeof vi = {
  title: 'My papers',
  intro: 'Papers handed in with earlier dossiers, to use again without another photograph. Only you see this page.',
  empty: 'No papers yet',
  emptyText: 'Once you have handed in a dossier, its papers are here, to be used again with one tap.',
  lastUsed: (when: string) => `Last handed in: ${when}`,
  uses: (count: number) => `Used in ${count} dossiers`,
  someName: 'Paper without a name',
  see: 'See',
  takeOut: 'Take out of this page',
  takeOutTitle: 'Take this paper out?',
  takeOutText: 'It disappears from this page only. Dossiers that were handed in keep it.',
  keep: 'Keep it',
  takenOut: 'Taken out of this page.',
  more: 'Show more',
  needsNetwork: 'A network is needed to open papers or take them out.',
  noResults: 'Results will be here when the office sends them electronically.',

  reuse: 'Use a paper again',
  reuseTitle: 'Choose a paper to use again',
  reuseAlike: 'Like the one asked for',
  reuseOthers: 'Other papers',
  reuseNone: 'There is no paper yet to use again.',
  using: 'Adding…',
  used: (name: string) => `'${name}' was added. No photograph needed.`,
  full: 'The phone could not save this. Please delete photos, videos or apps that you do not need and try again.',
};
