/** Which of my dossiers stand on the home page, and in which order. */
import type { Schemas } from '../api/client.ts';
import { arrange, dueOf } from '../dossiers/states.ts';

export type Dossier = Schemas['DossierSummary'];

export const SUPPLEMENT = 5;
export const READY = 9;
const MOST = 3;

export interface OpenDossiers {
  /** Papers or money are missing, then results to fetch. */
  toAct: Dossier[];
  /** By the day they are due. */
  others: Dossier[];
}

export function openDossiers(dossiers: readonly Dossier[], most = MOST): OpenDossiers {
  const { myTurn, open } = arrange(dossiers);
  const isReady = ({ status }: Dossier) => status === READY;
  const toAct = [...myTurn.filter((dossier) => !isReady(dossier)), ...myTurn.filter(isReady)].slice(0, most);
  const day = (dossier: Dossier) => {
    const due = dueOf(dossier);
    return due.kind === 'date' ? due.day : '9999';
  };
  open.sort((one, other) => day(one).localeCompare(day(other)));
  return { toAct, others: open.slice(0, most - toAct.length) };
}
