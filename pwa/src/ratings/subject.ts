/** Which stage is to be rated, whether it was, and what may correct it; by a link or by one's own dossier. */
import { api, ask } from '../api/client.ts';
import { recallCorrection, type Correction } from './corrections.ts';
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
  return 'token' in address ? address.token : `${address.dossierId} ${address.stage}`;
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

/** The owner's dossier holds the secret of its receipt, and that says which stages are open. */
async function byDossier(id: string, stage: Stage): Promise<Subject> {
  const dossier = await ask(api.GET('/api/v1/dossiers/{dossier_id}', { params: { path: { dossier_id: id } } }));
  const url = new URL(dossier.tracking_url);
  const number = decodeURIComponent(url.pathname.split('/').pop() ?? '');
  const secret = url.hash.slice(1);
  const { items } = await ask(
    api.GET('/api/v1/tracking/{number}/ratings', { params: { path: { number }, query: { secret } } }),
  );
  const open = items.find((one) => one.stage === stage);
  return {
    stage,
    procedureName: dossier.procedure_name,
    agencyName: dossier.agency_name,
    state: !open ? 'closed' : open.answered ? 'answered' : 'open',
    correction: recallCorrection(keyOf({ dossierId: id, stage })),
    dossierId: id,
  };
}
