/** The drafts on this phone, for pages that everybody sees: their code is only loaded when there are any. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { settled, transact } from '../storage/database.ts';

/** Storage that is refused holds no drafts. */
export function anyDrafts(): Promise<boolean> {
  return transact(['drafts'], 'readonly', async (open) => (await settled(open('drafts').count())) > 0).catch(() => false);
}

export function IfDrafts() {
  const [Drafts, setDrafts] = useState<ComponentType | null>(null);
  useEffect(() => {
    let wanted = true;
    void anyDrafts().then(async (some) => {
      if (!some) return;
      const { DraftsWaiting } = await import('./DraftsWaiting.tsx');
      if (wanted) setDrafts(() => DraftsWaiting);
    });
    return () => {
      wanted = false;
    };
  }, []);
  return Drafts && <Drafts />;
}
