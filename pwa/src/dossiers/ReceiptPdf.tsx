/** The paper of the office; it is made by the service, so it needs a network. */
import type { Schemas } from '../api/client.ts';
import { network } from '../app/network.ts';
import { ButtonLink } from '../patterns/Button.tsx';
import { words } from './words.ts';

export function ReceiptPdf({ dossier }: { dossier: Schemas['OwnDossier'] }) {
  const { dossiers } = words;
  return (
    <>
      <ButtonLink kind="plain" icon="download" href={dossier.receipt_url} newTab>
        {dossier.received_at ? dossiers.receipt : dossiers.acknowledgement}
      </ButtonLink>
      {network.value !== 'online' && <p class="quiet">{dossiers.pdfNeedsNetwork}</p>}
    </>
  );
}
