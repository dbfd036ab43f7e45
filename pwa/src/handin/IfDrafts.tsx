/** The drafts on this phone, for pages that everybody sees: their code is only loaded when there are any. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { NEWS } from '../app/workerMessages.ts';
import { DRAFTS } from '../storage/channels.ts';
import { readAll } from '../storage/database.ts';
import { lasting } from '../storage/keyValue.ts';
import type { Draft } from './draft.ts';

/** Those that are prepared or wait to be sent. */
export async function unfinishedDrafts(): Promise<number> {
  return (await readAll<Draft>('drafts')).filter(({ state }) => state !== 'handed_in').length;
}

/** `elsewhere`: also those that are kept on the service for another device. */
export function IfDrafts({ elsewhere = false }: { elsewhere?: boolean }) {
  const [Drafts, setDrafts] = useState<ComponentType<{ elsewhere?: boolean }> | null>(null);
  useEffect(() => {
    let wanted = true;
    // Storage that is refused holds no drafts.
    void unfinishedDrafts().catch(() => 0).then(async (count) => {
      // What the browser has cleared was marked.
      if (count === 0 && !elsewhere && !lasting.getItem('draftIds')) return;
      const { DraftsWaiting } = await import('./DraftsWaiting.tsx');
      if (wanted) setDrafts(() => DraftsWaiting);
    });
    return () => {
      wanted = false;
    };
  }, [elsewhere]);
  // What leaves here stands in the list of the service from now on.
  useEffect(() => {
    const channel = new BroadcastChannel(DRAFTS);
    channel.onmessage = ({ data }) => data === 'handed_in' && dispatchEvent(new Event(NEWS));
    return () => channel.close();
  }, []);
  return Drafts && <Drafts elsewhere={elsewhere} />;
}
