/** Which of my dossiers stand on the home page, and in which order. */
import type { Schemas } from '../api/client.ts';

export type Dossier = Schemas['DossierSummary'];

const FINAL = new Set([3, 7, 8, 10]);
const PAYMENT = 6;
export const SUPPLEMENT = 5;
export const READY = 9;
const MOST = 3;

/** Whether the citizen has to act: papers or money are missing, or the result is there. Papers once sent are the office's. */
export function isMyTurn({ status, waits_for_citizen }: Dossier): boolean {
  return status === PAYMENT || status === READY || (status === SUPPLEMENT && waits_for_citizen);
}

/** The open ones: what is missing first, then results to fetch, then by the day they are due. */
export function openDossiers(dossiers: readonly Dossier[], most = MOST): Dossier[] {
  const rank = (dossier: Dossier) => (!isMyTurn(dossier) ? 2 : dossier.status === READY ? 1 : 0);
  const due = (dossier: Dossier) => dossier.due_on ?? '9999';
  return dossiers
    .filter(({ status }) => !FINAL.has(status))
    .sort((one, other) => rank(one) - rank(other) || due(one).localeCompare(due(other)))
    .slice(0, most);
}
