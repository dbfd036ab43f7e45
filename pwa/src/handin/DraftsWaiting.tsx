/** For the home page and the list of dossiers: what is on this phone only, and where to go on. Nothing when nothing is. */
import { useEffect, useState } from 'preact/hooks';

import { Card, RowLink } from '../patterns/Card.tsx';
import { formatRecent } from '../words/format.ts';
import { words } from './words.ts';
import type { Draft } from './draft.ts';
import { onDraftsChanged, readDrafts } from './drafts.ts';
import { isSomebodyElses } from './owners.ts';
import { RemoveDraft } from './RemoveDraft.tsx';
import { hrefOf } from './steps.ts';
import { whoseItIs, whyItWaits } from './whyItWaits.ts';

export function DraftsWaiting() {
  const { handin } = words;
  const [drafts, setDrafts] = useState<Draft[]>([]);
  useEffect(() => {
    const load = () => void readDrafts().then(setDrafts, () => {}); // refused storage holds no drafts
    load();
    return onDraftsChanged(load);
  }, []);
  const shown = drafts.filter(({ state }) => state !== 'handed_in').sort((one, other) => other.createdAt - one.createdAt);
  if (shown.length === 0) return null;
  const mine = shown.filter((draft) => !isSomebodyElses(draft));
  const others = shown.filter(isSomebodyElses);
  return (
    <Card title={handin.waitingTitle} tone={mine.some(({ state }) => state === 'stuck') ? 'turn' : 'plain'}>
      <ul class="rows">
        {mine.map((draft) => (
          <li key={draft.id}>
            <RowLink href={hrefOf(draft)} icon={draft.state === 'editing' ? 'file' : 'send'} title={<span lang="vi">{draft.procedure.name}</span>}>
              {handin.states[draft.state]}
              {draft.state === 'editing' ? ` · ${formatRecent(draft.createdAt)}` : `. ${whyItWaits(draft)}`}
            </RowLink>
            {(draft.state === 'editing' || draft.state === 'stuck') && <RemoveDraft draft={draft} />}
          </li>
        ))}
        {others.map((draft) => (
          <li key={draft.id}>
            <RowLink href={`/dang-nhap?next=${encodeURIComponent(hrefOf(draft))}`} icon="person" title={whoseItIs(draft)} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
