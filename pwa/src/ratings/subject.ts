/** Which stage is to be rated, whether it was, and what may correct it; by a link or by one's own dossier. */
import { api, ask } from '../api/client.ts';
import { keyOfStage, recallCorrection, type Correction } from './corrections.ts';
import type { Stage } from './questions.ts';

export interface Subject {
  stage: Stage;
  procedureName: string;
  agencyName: string;
  state: 'open' | 'answered' | 'closed';
  correction: Correction | null;
  dossierId: string | null;
}

export type Address = { token: string } | { dossierId: string; stage: Stage };

export function keyOf(address: Address): string {
  return 'token' in address ? address.token : keyOfStage(address.dossierId, address.stage);
}

export async function load(address: Address): Promise<Subject> {
  return 'token' in address ? byLink(address.token) : byDossier(address.dossierId, address.stage);
}

async function byLink(token: string): Promise<Subject> {
  const link = await ask(api.GET('/api/v1/ratings/{token}', { params: { path: { token } } }));
  const until = link.correctable_until;
  return {
    stage: link.stage as Stage,
    procedureName: link.procedure_name,
    agencyName: link.agency_name,
    state: link.answered ? 'answered' : 'open',
    correction: until ? { token, until } : null,
    dossierId: null,
  };
}

async function byDossier(id: string, stage: Stage): Promise<Subject> {
  const params = { path: { dossier_id: id } };
  const [dossier, { items }] = await Promise.all([
    ask(api.GET('/api/v1/dossiers/{dossier_id}', { params })),
    ask(api.GET('/api/v1/dossiers/{dossier_id}/ratings', { params })),
  ]);
  const open = items.find((one) => one.stage === stage);
  return {
    stage,
    procedureName: dossier.procedure_name,
    agencyName: dossier.agency_name,
    state: !open ? 'closed' : open.answered ? 'answered' : 'open',
    correction: recallCorrection(keyOfStage(id, stage)),
    dossierId: id,
  };
}
