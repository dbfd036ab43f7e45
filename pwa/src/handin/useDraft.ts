/** A draft as it is on this phone, also while another tab or the outbox changes it. */
import { useCallback, useEffect, useState } from 'preact/hooks';

import { words } from './words.ts';
import type { Draft } from './draft.ts';
import { change, onDraftsChanged, readDraft } from './drafts.ts';

/** `draft` is undefined until read, null when there is none; `fault` says why the phone's storage cannot be read. */
export function useDraft(id: string): { draft: Draft | null | undefined; fault: string } {
  const [state, setState] = useState<{ draft?: Draft | null; fault: string }>({ fault: '' });
  useEffect(() => {
    let wanted = true;
    const load = async () => {
      const read: typeof state = await readDraft(id).then(
        (draft) => ({ draft: draft ?? null, fault: '' }),
        (error: unknown) => ({ fault: storageSentence(error) }),
      );
      if (wanted) setState(read);
    };
    void load();
    const stop = onDraftsChanged(() => void load());
    return () => {
      wanted = false;
      stop();
    };
  }, [id]);
  return { draft: state.draft, fault: state.fault };
}

/** Writes at once; the second value is the sentence to show while the phone refuses to. */
export function useSaving(id: string): [(edit: (draft: Draft) => Partial<Draft>) => Promise<boolean>, string] {
  const [fault, setFault] = useState('');
  const save = useCallback(
    async (edit: (draft: Draft) => Partial<Draft>) => {
      try {
        await change(id, (draft) => (draft.state === 'editing' ? { ...draft, ...edit(draft) } : undefined));
        setFault('');
        return true;
      } catch {
        setFault(words.handin.full);
        return false;
      }
    },
    [id],
  );
  return [save, fault];
}

/** Why nothing can be begun or read. A change that fails later mostly means a full phone, whatever the browser calls it. */
export function storageSentence(error: unknown): string {
  return error instanceof DOMException && error.name === 'QuotaExceededError' ? words.handin.full : words.handin.refused;
}
