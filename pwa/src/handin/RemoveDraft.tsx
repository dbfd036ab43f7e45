import { useState } from 'preact/hooks';

import { Button } from '../patterns/Button.tsx';
import { Dialog } from '../patterns/Dialog.tsx';
import { words } from './words.ts';
import type { Draft } from './draft.ts';
import { change } from './drafts.ts';

/** Takes a draft and its photos off the phone, after a question. */
export function RemoveDraft({ draft, onRemoved }: { draft: Draft; onRemoved?: () => void }) {
  const { handin } = words;
  const [asking, setAsking] = useState(false);
  const remove = async () => {
    await change(draft.id, () => null);
    setAsking(false);
    onRemoved?.();
  };
  return (
    <>
      <Button kind="quiet" icon="trash" onClick={() => setAsking(true)}>
        {handin.removeDraft}
      </Button>
      <Dialog title={handin.removeTitle} open={asking} onClose={() => setAsking(false)}>
        <p lang="vi">{draft.procedure.name}</p>
        <p>{handin.removeText}</p>
        <Button kind="danger" onClick={remove}>
          {handin.removeDraft}
        </Button>
        <Button kind="plain" onClick={() => setAsking(false)}>
          {handin.keep}
        </Button>
      </Dialog>
    </>
  );
}
