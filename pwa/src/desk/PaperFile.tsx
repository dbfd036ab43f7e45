/** One file of a dossier: its name, what is to be said of it, and the cleaned copy opened in its place. The original is there to download. */
import { useEffect, useState } from 'preact/hooks';

import { api, ask } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import type { Schemas } from '../api/client.ts';
import { Button, ButtonLink } from '../patterns/Button.tsx';
import { Tag } from '../patterns/Card.tsx';
import { Notice } from '../patterns/notices.tsx';
import { formatSize } from '../words/format.ts';
import { words } from '../words/index.ts';
import { fileOf, otherOf } from './addresses.ts';
import { deskWords } from './words/index.ts';

const PICTURES = /^image\/(jpeg|png|webp|gif|avif)$/;
type File = Schemas['Document'];

interface PaperFileProps {
  dossierId: string;
  file: File;
  /** Handed in before the office asked for this paper again. */
  replaced?: boolean;
}

export function PaperFile({ dossierId, file, replaced = false }: PaperFileProps) {
  const [open, setOpen] = useState(false);
  if (file.state === 'infected') {
    return (
      <div class="desk-file">
        <FileName file={file} replaced={replaced} />
        <Notice tone="fault">
          <p>{deskWords.fileStates.infected}</p>
        </Notice>
      </div>
    );
  }
  const ready = file.state === 'ready';
  const address = fileOf(dossierId, file.upload_id);
  // Until the copy is there, a picture is shown as it came in.
  const shown = ready ? otherOf(dossierId, file.upload_id, 'screen') : address;
  const viewable = ready || (file.state === 'waiting' && PICTURES.test(file.media_type));
  return (
    <div class="desk-file">
      <div class="desk-file-top">
        {ready && <Thumbnail address={otherOf(dossierId, file.upload_id, 'thumbnail')} onPress={() => setOpen(!open)} />}
        <div>
          <FileName file={file} replaced={replaced} />
          <Remarks file={file} />
        </div>
      </div>
      <div class="buttons">
        {viewable && (
          <Button kind="plain" icon="image" expanded={open} onClick={() => setOpen(!open)}>
            {open ? deskWords.hide : deskWords.view} <span class="visually-hidden">{file.file_name}</span>
          </Button>
        )}
        {viewable && (
          <ButtonLink kind="quiet" href={address} newTab>
            {deskWords.openInTab} <span class="visually-hidden">{file.file_name}</span>
          </ButtonLink>
        )}
        <ButtonLink kind={viewable ? 'quiet' : 'plain'} href={otherOf(dossierId, file.upload_id, 'original')}>
          {isMarked(file) ? deskWords.markedFile : deskWords.originalFile} <span class="visually-hidden">{file.file_name}</span>
        </ButtonLink>
      </div>
      {isMarked(file) && <p class="hint">{deskWords.markedWhy}</p>}
      {open && file.pages && file.pages > 1 && <Pages address={shown} count={file.pages} name={file.file_name} />}
      {open && !(file.pages && file.pages > 1) && (
        <Picture address={shown} large={ready && file.copy_type === 'image/jpeg' ? address : shown} name={file.file_name} />
      )}
    </div>
  );
}

/** Whether a download has a mark on it, so that it is not the file that was handed in. */
function isMarked({ is_identity_paper, state, media_type }: File) {
  const canBeMarked = PICTURES.test(media_type) || media_type === 'application/pdf';
  return is_identity_paper && (state === 'ready' || (state === 'waiting' && canBeMarked));
}

function FileName({ file, replaced }: { file: File; replaced: boolean }) {
  return (
    <p class="desk-due">
      <span class="desk-file-name">{file.file_name}</span>
      <span class="row-facts number">
        {formatSize(file.size)}
        {file.pages && ` · ${deskWords.pages(file.pages)}`}
      </span>
      {replaced && <Tag tone="soon">{deskWords.replaced}</Tag>}
      {file.is_supplement && !replaced && <Tag tone="done">{deskWords.supplemented}</Tag>}
    </p>
  );
}

/** What an officer should know before trusting what is shown. */
function Remarks({ file }: { file: File }) {
  const unscanned = file.scan === 'waiting' || file.scan === 'not_scanned';
  return (
    <>
      {(unscanned || file.legibility.length > 0) && (
        <p class="desk-due">
          {file.legibility.map(({ code, page }) => {
            const what = deskWords.legibility[code] ?? code;
            return (
              <Tag key={`${code} ${page}`} tone="soon">
                {page ? deskWords.onPage(what, page) : what}
              </Tag>
            );
          })}
          {unscanned && <Tag tone="soon">{deskWords.notScanned}</Tag>}
        </p>
      )}
      {file.removed.length > 0 && <p class="hint">{deskWords.removedFrom(file.removed.map((what) => deskWords.removed[what] ?? what).join(', '))}</p>}
      {file.state !== 'ready' && <p class="hint">{deskWords.fileStates[file.state]}</p>}
    </>
  );
}

/** For the eye and the mouse; the button of the same effect stands below with a name. */
function Thumbnail({ address, onPress }: { address: string; onPress: () => void }) {
  const [failed, setFailed] = useState(false);
  return failed ? null : (
    <button type="button" class="desk-thumbnail" tabIndex={-1} aria-hidden="true" onClick={onPress}>
      <img src={address} alt="" loading="lazy" onError={() => setFailed(true)} />
    </button>
  );
}

/** A paper of several pages, one at a time; which of how many stands above it, so that nobody takes the first for all. */
function Pages({ address, count, name }: { address: string; count: number; name: string }) {
  const [page, setPage] = useState(1);
  const pageAt = (number: number) => (number === 1 ? address : `${address}?page=${number}`);
  useEffect(() => {
    if (page < count) {
      new Image().src = pageAt(page + 1); // the service draws it while this one is read
    }
  }, [page]);
  return (
    <>
      <div class="desk-pages">
        <Button kind="plain" disabled={page === 1} onClick={() => setPage(page - 1)}>
          {deskWords.previousPage}
        </Button>
        <span class="number" role="status">
          {deskWords.pageOf(page, count)}
        </span>
        <Button kind="plain" disabled={page === count} onClick={() => setPage(page + 1)}>
          {deskWords.nextPage}
        </Button>
      </div>
      <Picture key={page} address={pageAt(page)} large={pageAt(page)} name={`${name}, ${deskWords.pageOf(page, count)}`} />
    </>
  );
}

/** The picture in the width of the page; pressed, twice as wide and from the larger copy. */
function Picture({ address, large: largeAddress, name }: { address: string; large: string; name: string }) {
  const [large, setLarge] = useState(false);
  const shown = large ? largeAddress : address;
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
      <img src={attempt > 0 ? `${shown}${shown.includes('?') ? '&' : '?'}attempt=${attempt}` : shown} alt={name} onError={() => setFailed(true)} />
      <span class="visually-hidden">{large ? deskWords.shrink : deskWords.enlarge}</span>
    </button>
  );
}
