/** The pages of a paper as a strip: look, order, take again, take out. */
import { useEffect, useState } from 'preact/hooks';

import { Button } from '../patterns/Button.tsx';
import { Dialog } from '../patterns/Dialog.tsx';
import { Icon } from '../patterns/Icon.tsx';
import { formatSize } from '../words/format.ts';
import { words } from './words.ts';
import { moveUp } from './addFiles.ts';
import { thumbnailKey, type Draft, type DraftFile } from './draft.ts';
import { readBytes } from './drafts.ts';
import { Picker } from './Picker.tsx';

interface PagesProps {
  draft: Draft;
  files: DraftFile[];
  save: (edit: (draft: Draft) => Partial<Draft>) => Promise<boolean>;
  onRetaken: (picked: File[], replaced: string) => unknown;
}

export function Pages({ draft, files, save, onRetaken }: PagesProps) {
  const { handin } = words;
  const [removing, setRemoving] = useState<{ id: string; number: number } | null>(null);
  if (files.length === 0) return null;
  const remove = async () => {
    await save((now) => ({ files: now.files.filter(({ id }) => id !== removing?.id) }));
    setRemoving(null);
  };
  return (
    <>
      <ol class="pages">
        {files.map((file, index) => (
          <li key={file.id} class="card">
            <Thumbnail file={file} />
            <p>
              {handin.page(index + 1)} <span class="quiet">{formatSize(file.size)}</span>
              {file.id === draft.trouble?.fileId && <span class="field-error">{draft.trouble.detail}</span>}
            </p>
            <div class="buttons">
              {file.mediaType === 'image/jpeg' && (
                <Picker kind="quiet" icon="retake" accept="image/*" camera onPicked={(picked) => onRetaken(picked, file.id)}>
                  {handin.retake}
                </Picker>
              )}
              {index > 0 && (
                <Button kind="quiet" onClick={() => save((now) => ({ files: moveUp(now.files, file.id) }))}>
                  {handin.moveUp}
                </Button>
              )}
              <Button kind="quiet" icon="trash" onClick={() => setRemoving({ id: file.id, number: index + 1 })}>
                {handin.remove}
              </Button>
            </div>
          </li>
        ))}
      </ol>
      <Dialog title={handin.removePage(removing?.number ?? 0)} open={removing !== null} onClose={() => setRemoving(null)}>
        <p>{handin.removePageText}</p>
        <Button kind="danger" onClick={remove}>
          {handin.remove}
        </Button>
        <Button kind="plain" onClick={() => setRemoving(null)}>
          {handin.keep}
        </Button>
      </Dialog>
    </>
  );
}

export function Thumbnail({ file }: { file: DraftFile }) {
  const [url, setUrl] = useState('');
  useEffect(() => {
    let made = '';
    let wanted = true;
    void readBytes(thumbnailKey(file.id)).then((bytes) => {
      if (!bytes || !wanted) return;
      made = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
      setUrl(made);
    });
    return () => {
      wanted = false;
      URL.revokeObjectURL(made);
    };
  }, [file.id]);
  return <span class="thumbnail">{url ? <img src={url} alt={file.name} /> : <Icon name="file" large />}</span>;
}
