/** Which of my dossiers stand on the home page, and in which order. */
import type { Schemas } from '../api/client.ts';

export type Dossier = Schemas['DossierSummary'];

const FINAL = new Set([3, 7, 8, 10]);
const MINE = new Set([5, 6]);
const READY = 9;
const MOST = 3;

/** Whether the citizen has to act: papers or money are missing. */
export function isMyTurn({ status }: Dossier): boolean {
  return MINE.has(status);
}

/** The open ones: mine to act on first, then results to fetch, then by the day they are due. */
export function openDossiers(dossiers: readonly Dossier[], most = MOST): Dossier[] {
  const rank = (dossier: Dossier) => (isMyTurn(dossier) ? 0 : dossier.status === READY ? 1 : 2);
  const due = (dossier: Dossier) => dossier.due_on ?? '9999';
  return dossiers
    .filter(({ status }) => !FINAL.has(status))
    .sort((one, other) => rank(one) - rank(other) || due(one).localeCompare(due(other)))
    .slice(0, most);
}
