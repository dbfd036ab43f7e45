/** The papers that were handed in, each to open as it arrived. */
import type { Schemas } from '../api/client.ts';
import { network } from '../app/network.ts';
import { Card } from '../patterns/Card.tsx';
import { Icon } from '../patterns/Icon.tsx';
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
        {documents.map(({ upload_id, requirement_name, file_name, size, is_supplement, media_type }) => (
          <li key={upload_id}>
            <a class="row" href={`/api/v1/dossiers/${id}/documents/${upload_id}`} target="_blank" rel="noopener">
              <Icon name={media_type.startsWith('image/') ? 'image' : 'file'} />
              <span class="row-words">
                <span class="row-title" lang="vi">
                  {requirement_name ?? file_name}
                </span>
                <span class="row-facts">
                  {file_name} · {formatSize(size)}
                  {is_supplement && ` · ${dossiers.addedLater}`}
                </span>
                <span class="row-facts arrived-mark">
                  <Icon name="check" /> {dossiers.arrived}
                </span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
