/** The pages of a paper as a strip: look, order, take again, crop and turn, take out. */
import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { Button } from '../patterns/Button.tsx';
import { Dialog } from '../patterns/Dialog.tsx';
import { Icon } from '../patterns/Icon.tsx';
import { Notice } from '../patterns/notices.tsx';
import { formatSize } from '../words/format.ts';
import { words } from './words.ts';
import { moveBy } from './addFiles.ts';
import { proofKey, thumbnailKey, type Draft, type DraftFile } from './draft.ts';
import { readBytes } from './drafts.ts';
import { isPage } from './joinPages.ts';
import type { PhotoEditorProps } from './photo/PhotoEditor.tsx';
import { Picker } from './Picker.tsx';

interface PagesProps {
  draft: Draft;
  files: DraftFile[];
  save: (edit: (draft: Draft) => Partial<Draft>) => Promise<boolean>;
  onRetaken: (picked: File[], replaced: string) => unknown;
}

/** Which page is being cropped or taken out. */
interface Chosen {
  file: DraftFile;
  number: number;
}

export function Pages({ draft, files, save, onRetaken }: PagesProps) {
  const [removing, setRemoving] = useState<Chosen | null>(null);
  const [editing, setEditing] = useState<Chosen | null>(null);
  const [Editor, openFailed] = useEditor(editing !== null);
  const list = useNewestInSight(files);
  if (files.length === 0) return null;
  return (
    <>
      <ol class="pages" ref={list}>
        {files.map((file, index) => {
          const chosen = { file, number: index + 1 };
          const move = (places: -1 | 1) => save((now) => ({ files: moveBy(now.files, file.id, places) }));
          return (
            // By its place: a page that was edited has another id, and the focus stays on its button.
            <li key={index} class="card">
              <Thumbnail file={file} />
              <AboutPage draft={draft} {...chosen} />
              {file.flaw && <FlawNotice file={file} flaw={file.flaw} />}
              <div class="buttons">
                {isPage(file) && <PhotoButtons file={file} onRetaken={onRetaken} onEdit={() => setEditing(chosen)} />}
                <PlaceButtons isFirst={index === 0} isLast={index === files.length - 1} onMove={move} />
                <Button kind="quiet" icon="trash" onClick={() => setRemoving(chosen)}>
                  {words.handin.remove}
                </Button>
              </div>
            </li>
          );
        })}
      </ol>
      {openFailed && (
        <Notice tone="fault" live>
          <p>{words.handin.editFailed}</p>
        </Notice>
      )}
      {editing && Editor && <Editor draftId={draft.id} {...editing} onClose={() => setEditing(null)} />}
      <RemovePage chosen={removing} save={save} onClose={() => setRemoving(null)} />
    </>
  );
}

/** A page that has just come is brought into sight, what is wrong with it above all: on a small phone it would stand below the buttons. */
function useNewestInSight(files: DraftFile[]) {
  const list = useRef<HTMLOListElement>(null);
  const known = useRef(new Set(files.map(({ id }) => id)));
  useEffect(() => {
    const fresh = files.filter(({ id }) => !known.current.has(id));
    known.current = new Set(files.map(({ id }) => id));
    const shown = fresh.find(({ flaw }) => flaw) ?? fresh.at(-1);
    const page = shown && list.current?.children[files.indexOf(shown)];
    (page?.querySelector('.notice') ?? page)?.scrollIntoView({ block: 'center' });
  }, [files]);
  return list;
}

/** Loaded when the first page is to be cropped, and kept ahead for when there is no network. */
function useEditor(wanted: boolean): [ComponentType<PhotoEditorProps> | null, boolean] {
  const [editor, setEditor] = useState<ComponentType<PhotoEditorProps> | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!wanted || editor) return;
    import('./photo/PhotoEditor.tsx').then(
      ({ PhotoEditor }) => setEditor(() => PhotoEditor),
      () => setFailed(true),
    );
  }, [wanted]);
  return [editor, failed];
}

function AboutPage({ draft, file, number }: Chosen & { draft: Draft }) {
  const { handin } = words;
  return (
    <p class="break">
      {isPage(file) ? handin.page(number) : file.name} <span class="quiet">{formatSize(file.size)}</span>
      {file.mediaType === 'image/heic' && <span class="choice-hint">{handin.heicPage}</span>}
      {file.id === draft.trouble?.fileId && <span class="field-error">{draft.trouble.detail}</span>}
    </p>
  );
}

function PhotoButtons({ file, onRetaken, onEdit }: { file: DraftFile; onRetaken: PagesProps['onRetaken']; onEdit: () => void }) {
  const { handin } = words;
  return (
    <>
      <Picker kind={file.flaw ? 'plain' : 'quiet'} icon="retake" accept="image/*" camera onPicked={(picked) => onRetaken(picked, file.id)}>
        {handin.retake}
      </Picker>
      <Button kind="quiet" icon="crop" onClick={onEdit}>
        {handin.crop}
      </Button>
    </>
  );
}

function PlaceButtons({ isFirst, isLast, onMove }: { isFirst: boolean; isLast: boolean; onMove: (places: -1 | 1) => unknown }) {
  const { handin } = words;
  return (
    <>
      {!isFirst && (
        <Button kind="quiet" onClick={() => onMove(-1)}>
          {handin.moveUp}
        </Button>
      )}
      {!isLast && (
        <Button kind="quiet" onClick={() => onMove(1)}>
          {handin.moveDown}
        </Button>
      )}
    </>
  );
}

/** What is hard to read, with the place that proves it; the citizen decides. */
function FlawNotice({ file, flaw }: { file: DraftFile; flaw: NonNullable<DraftFile['flaw']> }) {
  const { handin } = words;
  const proof = useStoredPicture(proofKey(file.id));
  return (
    <Notice tone="soon" icon="warning" title={handin.flaws[flaw]} live>
      {proof && <img class="proof" src={proof} alt={handin.flawProof} />}
      <p>
        {handin.flawAdvice[flaw]} {handin.flawGoOn}
      </p>
    </Notice>
  );
}

function RemovePage({ chosen, save, onClose }: { chosen: Chosen | null; save: PagesProps['save']; onClose: () => void }) {
  const { handin } = words;
  const remove = async () => {
    await save((now) => ({ files: now.files.filter(({ id }) => id !== chosen?.file.id) }));
    onClose();
  };
  return (
    <Dialog title={!chosen || isPage(chosen.file) ? handin.removePage(chosen?.number ?? 0) : handin.removeFile(chosen.file.name)} open={chosen !== null} onClose={onClose}>
      <p>{handin.removePageText}</p>
      <Button kind="danger" onClick={remove}>
        {handin.remove}
      </Button>
      <Button kind="plain" onClick={onClose}>
        {handin.keep}
      </Button>
    </Dialog>
  );
}

/** Of a joined file its first page. */
export function Thumbnail({ file }: { file: DraftFile }) {
  const url = useStoredPicture(thumbnailKey(file.pages?.[0]?.id ?? file.id));
  return <span class="thumbnail">{url ? <img src={url} alt={file.name} /> : <Icon name={file.mediaType === 'image/heic' ? 'image' : 'file'} large />}</span>;
}

/** The address of a picture kept on this phone; empty until it is read, and when there is none. */
function useStoredPicture(key: string): string {
  const [url, setUrl] = useState('');
  useEffect(() => {
    let made = '';
    let wanted = true;
    void readBytes(key).then((bytes) => {
      if (!bytes || !wanted) return;
      made = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
      setUrl(made);
    });
    return () => {
      wanted = false;
      URL.revokeObjectURL(made);
    };
  }, [key]);
  return url;
}
