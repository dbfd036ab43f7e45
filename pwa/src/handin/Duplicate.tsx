/** A warning before handing in what was probably handed in already; never a refusal. */
import { useEffect, useState } from 'preact/hooks';

import { isCitizen } from '../app/session.ts';
import { useResource } from '../app/useResource.ts';
import { loadMine } from '../dossiers/mine.ts';
import { Notice } from '../patterns/notices.tsx';
import { formatShortDate } from '../words/format.ts';
import { words } from './words.ts';
import type { Draft } from './draft.ts';
import { readDrafts } from './drafts.ts';
import { handedInLately, waitsAsWell } from './duplicates.ts';
import { hrefOf } from './steps.ts';

export function Duplicate({ draft }: { draft: Draft }) {
  const { handin } = words;
  const mine = useResource(isCitizen.value ? 'dossiers' : null, () => loadMine());
  const [others, setOthers] = useState<Draft[]>([]);
  useEffect(() => void readDrafts().then(setOthers, () => {}), []);
  const before = handedInLately(draft, mine.data?.items ?? []);
  const waiting = waitsAsWell(draft, others);
  if (!before && !waiting) return null;
  return (
    <Notice tone="soon" icon="warning" title={handin.duplicateTitle}>
      <p>{before ? handin.duplicateText(formatShortDate(before.submitted_at), before.code ?? before.submission_number) : handin.duplicateWaiting}</p>
      <p>
        <a class="touch" href={before ? `/ho-so/${before.id}` : hrefOf(waiting!)}>
          {handin.toDossier}
        </a>
      </p>
    </Notice>
  );
}
