import type { inbox as vi } from '../vi/inbox.ts';

export const inbox: typeof vi = {
  title: 'Messages',
  signInFirst: 'Sign in to see messages about your dossiers.',
  emptyTitle: 'No messages yet',
  emptyText: 'When something happens to your dossier, the message appears here.',
  unread: 'Unread.',
  readAll: 'Mark all as read',
  earlier: (count) => (count === 1 ? '1 earlier message' : `${count} earlier messages`),
  loadingMore: 'Loading more…',
  ofTheApp: 'Messages of the app',
  aDossier: 'Dossier',
};
