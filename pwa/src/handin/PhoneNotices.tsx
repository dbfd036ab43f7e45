/** What this phone's store makes necessary to say: it is nearly full, or something has lain in it for long. */
import { useEffect, useState } from 'preact/hooks';

import { Notice } from '../patterns/notices.tsx';
import { formatCount, formatSize } from '../words/format.ts';
import { words } from './words.ts';
import type { Draft } from './draft.ts';
import { littleRoom, oldDays } from './phoneStorage.ts';

export function PhoneNotices({ draft }: { draft: Draft }) {
  const { handin } = words;
  const [room, setRoom] = useState<number>();
  useEffect(() => void littleRoom().then(setRoom), [draft.files.length]);
  const days = oldDays(draft);
  return (
    <>
      {room !== undefined && (
        <Notice tone="soon" icon="warning" live>
          <p>{handin.littleRoom(formatSize(room))}</p>
        </Notice>
      )}
      {days !== undefined && (
        <Notice tone="soon">
          <p>{draft.state === 'editing' ? handin.oldDraft(formatCount(days)) : handin.oldWaiting(formatCount(days))}</p>
        </Notice>
      )}
    </>
  );
}
