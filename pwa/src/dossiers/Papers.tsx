/** The papers that were handed in, each to open as it arrived. */
import type { Schemas } from '../api/client.ts';
import { network } from '../app/network.ts';
import { Card } from '../patterns/Card.tsx';
import { Icon } from '../patterns/Icon.tsx';
import { PaperThumbnail } from '../patterns/PaperThumbnail.tsx';
import { formatSize } from '../words/format.ts';
import { words } from './words.ts';

export function Papers({ dossier }: { dossier: Schemas['OwnDossier'] }) {
  const { dossiers } = words;
  const { id, documents } = dossier;
  return (
    <Card title={dossiers.papers(documents.length)}>
      {documents.length === 0 && <p>{dossiers.noPapers}</p>}
      {network.value !== 'online' && <p class="quiet">{dossiers.pdfNeedsNetwork}</p>}
      <ul class="rows">
        {documents.map((document) => (
          <li key={document.upload_id}>
            <Paper dossierId={id} document={document} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Paper({ dossierId, document }: { dossierId: string; document: Schemas['Document'] }) {
  const { dossiers } = words;
  const { upload_id, requirement_name, file_name, size, is_supplement, media_type, state } = document;
  const address = `/api/v1/dossiers/${dossierId}/documents/${upload_id}`;
  // Most browsers cannot show what iPhones photograph; the server's copy they can.
  const toOpen = state === 'ready' && media_type.startsWith('image/hei') ? `${address}/screen` : address;
  const inside = (
    <>
      {state === 'ready' ? <PaperThumbnail address={address} /> : <Icon name={state === 'infected' ? 'warning' : media_type.startsWith('image/') ? 'image' : 'file'} />}
      <span class="row-words">
        <span class="row-title" lang="vi">
          {requirement_name ?? file_name}
        </span>
        <span class="row-facts">
          {file_name} · {formatSize(size)}
          {is_supplement && ` · ${dossiers.addedLater}`}
        </span>
        {state !== 'infected' && (
          <span class="row-facts arrived-mark">
            <Icon name="check" /> {dossiers.arrived}
          </span>
        )}
        {state === 'infected' && <span class="row-fault">{dossiers.blocked}</span>}
        {state === 'unreadable' && <span class="row-facts">{dossiers.unreadable}</span>}
      </span>
    </>
  );
  return state === 'infected' ? (
    <p class="row">{inside}</p>
  ) : (
    <a class="row" href={toOpen} target="_blank" rel="noopener">
      {inside}
    </a>
  );
}
