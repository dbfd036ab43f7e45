/** Why the office asks for this paper, in its words (supplements). */
import { words } from './words.ts';
import type { Draft, Paper } from './draft.ts';

export function AskedReason({ draft, paper }: { draft: Draft; paper: Paper }) {
  const reason = draft.asked?.find(({ paperId }) => paperId === paper.id)?.reason;
  if (!reason) return null;
  return (
    <p class="asked-reason">
      <strong>{words.handin.askedWhy}</strong>{' '}
      <span class="words-of-others" lang="vi">
        {reason}
      </span>
    </p>
  );
}
