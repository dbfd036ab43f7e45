/** Everything that can be checked of a dossier's acknowledgements, in one word; the worst counts. */
import { checkSignature, hashesOn, isListOf, readStatement, type Outcome, type PublicKey } from './statement.ts';

export type Verdict = Outcome | 'other_list' | 'file_missing';

interface Receipt {
  token: string;
  manifest: string;
}

/** `files` are the SHA-256 of what the dossier is said to have. */
export async function checkReceipts(receipts: readonly Receipt[], keys: readonly PublicKey[], files: readonly string[]): Promise<Verdict> {
  const listed = new Set<string>();
  for (const { token, manifest } of receipts) {
    const outcome = await checkSignature(token, keys);
    if (outcome !== 'holds') return outcome;
    if (!(await isListOf(manifest, readStatement(token)!))) return 'other_list';
    for (const hash of hashesOn(manifest)) listed.add(hash);
  }
  return files.every((hash) => listed.has(hash)) ? 'holds' : 'file_missing';
}
