import type { openDossiers as vi } from '../vi/openDossiers.ts';

export const openDossiers: typeof vi = {
  noOpenDossiers: 'You have no open dossiers.',
  yourTurn: 'Your turn',
  officesTurn: 'The office is working on it; nothing for you to do',
  dueOn: (day) => `due ${day}`,
  next: {
    1: 'Waiting for the office to receive it',
    2: 'Received, work begins soon',
    4: 'Being worked on',
    5: 'Papers are missing',
    6: 'A payment is needed',
    9: 'The result is ready to be fetched',
  },
  supplemented: 'Papers sent, the office is looking at them',
  late: 'overdue',
  supplement: 'See what is missing',
  collect: 'See where to fetch it',
  pay: 'See how to pay',
};
