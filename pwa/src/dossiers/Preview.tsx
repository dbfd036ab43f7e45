/** Where the office only looks ahead, handing in officially is still to come: said until it has received the dossier. */
import type { Schemas } from '../api/client.ts';
import { Notice } from '../patterns/notices.tsx';
import { words } from './words.ts';

export function Preview({ dossier }: { dossier: Schemas['OwnDossier'] }) {
  if (dossier.online_filing !== 'precheck' || dossier.code || dossier.finished_at) return null;
  const { preview, precheckOnly } = words.dossiers;
  return (
    <Notice tone="soon" icon="info" title={preview}>
      <p>{precheckOnly}</p>
    </Notice>
  );
}
