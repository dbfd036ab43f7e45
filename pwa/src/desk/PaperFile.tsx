/** One file of a dossier: its name, and the picture opened in its place. What is no picture opens in a tab. */
import { useState } from 'preact/hooks';

import { api, ask } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import type { Schemas } from '../api/client.ts';
import { Button, ButtonLink } from '../patterns/Button.tsx';
import { Tag } from '../patterns/Card.tsx';
import { Notice } from '../patterns/notices.tsx';
import { formatSize } from '../words/format.ts';
import { words } from '../words/index.ts';
import { fileOf } from './addresses.ts';
import { deskWords } from './words/index.ts';

const PICTURES = /^image\/(jpeg|png|webp|gif|avif)$/;

export function PaperFile({ dossierId, file }: { dossierId: string; file: Schemas['Document'] }) {
  const [open, setOpen] = useState(false);
  const picture = PICTURES.test(file.media_type);
  const address = fileOf(dossierId, file.upload_id);
  return (
    <div class="desk-file">
      <p class="desk-due">
        <span class="desk-file-name">{file.file_name}</span>
        <span class="row-facts number">{formatSize(file.size)}</span>
        {file.is_supplement && <Tag tone="done">{deskWords.supplemented}</Tag>}
      </p>
      <div class="buttons">
        {picture && (
          <Button kind="plain" icon="image" expanded={open} onClick={() => setOpen(!open)}>
            {open ? deskWords.hide : deskWords.view} <span class="visually-hidden">{file.file_name}</span>
          </Button>
        )}
        <ButtonLink kind={picture ? 'quiet' : 'plain'} href={address} newTab>
          {deskWords.openInTab} <span class="visually-hidden">{file.file_name}</span>
        </ButtonLink>
      </div>
      {open && <Picture address={address} name={file.file_name} />}
    </div>
  );
}

function Picture({ address, name }: { address: string; name: string }) {
  const [large, setLarge] = useState(false);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  /** Mostly the access token has run out, which any request of our own renews. */
  const again = async () => {
    await ask(api.GET('/api/v1/me')).catch(asProblem);
    setAttempt(attempt + 1);
    setFailed(false);
  };
  if (failed) {
    return (
      <Notice tone="fault" live>
        <p>{deskWords.viewFailed}</p>
        <Button kind="plain" onClick={again}>
          {words.shell.retry}
        </Button>
      </Notice>
    );
  }
  return (
    <button type="button" class={large ? 'desk-picture desk-picture-large' : 'desk-picture'} onClick={() => setLarge(!large)}>
      <img src={attempt > 0 ? `${address}?${attempt}` : address} alt={name} onError={() => setFailed(true)} />
      <span class="visually-hidden">{large ? deskWords.shrink : deskWords.enlarge}</span>
    </button>
  );
}
