import type { receipts as vi } from '../vi/receipts.ts';

export const receipts: typeof vi = {
  title: 'Signed acknowledgement',
  signed: (files: number, when: string) => (files > 0 ? `The system has signed that it received ${files} files in full, ${when}.` : `The system has signed that the dossier was taken on paper, ${when}.`),
  signedSupplement: (files: number, when: string) => `The system has signed that it received ${files} more files in full, ${when}.`,
  why: 'Nobody can alter this signature. Keep it on your phone to prove which files the office received.',
  check: 'Check the acknowledgement',
  checking: 'Checking…',
  verdicts: {
    holds: 'The acknowledgement is right: the signature of the system fits each file listed here. This phone has just checked it by itself.',
    broken: 'The signature does not fit. This acknowledgement was altered or is not of this system. Please ask the office.',
    unknown_key: 'It was signed with a key that this system does not publish. Please ask the office.',
    cannot: 'This browser cannot check signatures yet. Please open it in a newer one, or ask somebody to scan the code on the paper.',
    other_list: 'The signature is right, but the list of files differs from the one that was signed. Please ask the office.',
    file_missing: 'The signature is right, but a file of the dossier is not on the signed list. Please ask the office.',
  },
  digests: 'The code of each file',
  digestsWhy: 'Each file has a SHA-256 code of its own. Change one letter in the file and the code is another.',
  list: 'List',
  key: 'Key',
  save: 'Save the acknowledgement (file)',
};
