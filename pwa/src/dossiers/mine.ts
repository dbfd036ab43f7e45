/** My dossiers from the service, for the home page and the list alike: both keep the same answer on the phone. */
import { api, ask, type Schemas } from '../api/client.ts';

/** So many that what waits for the citizen is nearly always among the first. */
const PAGE = 50;

export function loadMine(cursor?: string): Promise<Schemas['DossierList']> {
  return ask(api.GET('/api/v1/dossiers', { params: { query: { limit: PAGE, ...(cursor ? { cursor } : {}) } } }));
}
