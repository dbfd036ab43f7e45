import type { announcements as vi } from '../vi/announcements.ts';

export const announcements: typeof vi = {
  title: 'Notices of offices',
  one: 'Notice',
  topics: { closing: 'Closing days, opening hours', procedure: 'New or changed procedures', campaign: 'Campaign', guidance: 'Guidance' },
  until: (day) => `Shown until ${day}`,
  over: (day) => `This notice was over on ${day}.`,
  from: (office) => `Published by ${office}`,
  for: (area) => `For ${area}`,
  demo: 'An example to try things out, not a real notice.',
  emptyTitle: 'No notices yet',
  emptyHere: 'When an office is closed, changes a procedure or has new guidance, you read it here.',
  choosePlace: 'Choose your place to see only its notices',
  ofAll: 'You have not chosen a place yet: these are the notices of all places.',
  follow: (area) => `Tell me when there is a new notice for ${area}`,
  followHint: 'A notification on your devices; for e-mail as well, see the settings.',
  followSignIn: 'Sign in to be told of new notices',
  followed: 'Saved. Your devices will tell you of new notices.',
  unfollowed: 'Saved. Your devices will not tell you any more.',
  channels: 'Choose how to hear of them',
  feed: 'Follow with a feed reader (Atom)',
  allOfPlace: 'Other notices',
};
