/** One dossier of mine, kept on the phone: the page and the receipt of handing in show the same. */
import { api, ask, type Schemas } from '../api/client.ts';
import { useResource, type Resource } from '../app/useResource.ts';

export function useDossier(id: string): Resource<Schemas['OwnDossier']> {
  return useResource(`dossier ${id}`, () => ask(api.GET('/api/v1/dossiers/{dossier_id}', { params: { path: { dossier_id: id } } })), {
    everySeconds: 20,
  });
}
