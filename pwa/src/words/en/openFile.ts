import type { openFile as vi } from '../vi/openFile.ts';

export const openFile: typeof vi = {
  title: 'Open a file',
  opening: 'Opening the file…',
  opened: 'The file is being opened or was downloaded.',
  again: 'Open again',
  addressWrong: 'This is not the address of a file of a dossier.',
  toDossier: 'Back to the dossier',
  toQueues: 'List of dossiers',
};
