/** The drafts on this phone, for pages that everybody sees: their code is only loaded when there are any. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { readAll } from '../storage/database.ts';
import type { Draft } from './draft.ts';

/** Those that are prepared or wait to be sent. */
export async function unfinishedDrafts(): Promise<number> {
  return (await readAll<Draft>('drafts')).filter(({ state }) => state !== 'handed_in').length;
}

export function IfDrafts() {
  const [Drafts, setDrafts] = useState<ComponentType | null>(null);
  useEffect(() => {
    let wanted = true;
    // Storage that is refused holds no drafts.
    void unfinishedDrafts().catch(() => 0).then(async (count) => {
      if (count === 0) return;
      const { DraftsWaiting } = await import('./DraftsWaiting.tsx');
      if (wanted) setDrafts(() => DraftsWaiting);
    });
    return () => {
      wanted = false;
    };
  }, []);
  return Drafts && <Drafts />;
}
