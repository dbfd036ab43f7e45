/** What stays on the phone as proof: the acknowledgements of a dossier of mine, and the keys that check them. */
import { api, ask, type Schemas } from '../api/client.ts';
import { useResource, type Resource } from '../app/useResource.ts';

export function useReceipts(id: string): Resource<Schemas['Receipts']> {
  return useResource(`receipts ${id}`, () => ask(api.GET('/api/v1/dossiers/{dossier_id}/receipt.json', { params: { path: { dossier_id: id } } })));
}

export function useReceiptKeys(): Resource<Schemas['PublicKeySet']> {
  return useResource('receipt keys', () => ask(api.GET('/api/v1/receipts/keys')), { keep: 'public' });
}
