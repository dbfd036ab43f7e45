/** Whether an acknowledgement that was given is one: the signature, the list, and whatever is written beside them. */
import { checkSignature, hexOf, isListOf, readStatement, type Outcome, type PublicKey, type Statement } from '../receipts/statement.ts';
import type { Given } from './readGiven.ts';

export interface ListedFile {
  sha256: string;
  size: number;
  requirementId: string;
  name: string;
}

export interface Manifest {
  applicant: string;
  files: ListedFile[];
}

export type Judgement = { verdict: 'holds'; statement: Statement; manifest?: Manifest } | { verdict: Exclude<Outcome, 'holds'> | 'unreadable' | 'other_list' | 'contradicts' };

/** `askService` is asked about a signature that this browser cannot check. Nothing of what does not hold is answered. */
export async function judge(given: Given, keys: readonly PublicKey[], askService: (token: string) => Promise<Outcome>): Promise<Judgement> {
  const statement = readStatement(given.token);
  if (!statement) return { verdict: 'unreadable' };
  let signed = await checkSignature(given.token, keys).catch(() => 'broken' as const);
  if (signed === 'cannot') signed = await askService(given.token);
  if (signed !== 'holds') return { verdict: signed };
  if (given.manifest === undefined) return { verdict: 'holds', statement };
  const manifest = readManifest(given.manifest);
  const isTheList = manifest?.files.length === statement.claims.files && (await isListOf(given.manifest, statement));
  if (!manifest || !isTheList) return { verdict: 'other_list' };
  return contradicts(given.beside, statement, manifest) ? { verdict: 'contradicts' } : { verdict: 'holds', statement, manifest };
}

/** undefined for what is no manifest of version 1. */
export function readManifest(text: string): Manifest | undefined {
  const [head, applicant, ...lines] = text.split('\n');
  if (head !== 'motcua-manifest 1' || applicant === undefined || lines.pop() !== '') return undefined;
  const files = lines.map((line) => /^([0-9a-f]{64}) ([1-9]\d{0,14}) (\S{1,20}) (.*)$/.exec(line));
  if (!files.every((file) => file !== null)) return undefined;
  return { applicant, files: files.map(([, sha256, size, requirementId, name]) => ({ sha256: sha256!, size: Number(size), requirementId: requirementId!, name: name! })) };
}

/** Names of papers and the address of the keys were not signed, and are not shown. */
function contradicts(beside: Record<string, unknown>, { claims, keyId }: Statement, { files }: Manifest): boolean {
  const signed: Record<string, unknown> = {
    submission_number: claims.sub,
    procedure_code: claims.procedure,
    agency_code: claims.agency,
    event: claims.event,
    at: claims.iat * 1000,
    manifest_sha256: hexOf(claims.manifest),
    key_id: keyId,
    files: JSON.stringify(files.map(({ sha256, size, requirementId, name }) => [sha256, size, requirementId, name])),
  };
  const said: Record<string, unknown> = { ...beside, at: Date.parse(String(beside['at'])), files: listed(beside['files']) };
  return Object.entries(signed).some(([name, value]) => name in beside && said[name] !== value);
}

function listed(files: unknown): string | undefined {
  if (!Array.isArray(files)) return undefined;
  return JSON.stringify(files.map((file) => [file?.sha256, file?.size, file?.requirement_id, file?.name]));
}
