/** What looks like the same dossier again. Pure. */
import type { Schemas } from '../api/client.ts';
import type { Draft } from './draft.ts';

type Line = Schemas['DossierSummary'];

const LATELY_MS = 30 * 24 * 3600_000;
/** Declined, withdrawn, stopped: handing in again is what one does then. */
const ENDED_WITHOUT_A_RESULT = [3, 7, 8];

/** The list does not say for whom a dossier is: one handed in for somebody else looks the same, so it only warns. */
export function handedInLately({ kind, dossierId, procedure }: Draft, lines: readonly Line[], now = Date.now()): Line | undefined {
  if (kind !== 'dossier') return undefined;
  return lines.find(
    ({ id, procedure_code, submitted_at, status }) =>
      id !== dossierId && procedure_code === procedure.code && !ENDED_WITHOUT_A_RESULT.includes(status) && now - Date.parse(submitted_at) < LATELY_MS,
  );
}

const nameOf = ({ applicant }: Draft) => applicant.full_name.trim().replace(/\s+/g, ' ').toLocaleLowerCase('vi');

export function waitsAsWell(draft: Draft, others: readonly Draft[]): Draft | undefined {
  if (draft.kind !== 'dossier') return undefined;
  return others.find(
    (other) =>
      other.id !== draft.id &&
      other.kind === 'dossier' &&
      (other.state === 'waiting' || other.state === 'sending') &&
      other.procedure.code === draft.procedure.code &&
      nameOf(other) === nameOf(draft),
  );
}
