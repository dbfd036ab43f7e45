/** The message an action sends, as the citizen will see it, before it goes out. The sentences are the service's own. */
import { api, ask, type Schemas } from '../api/client.ts';
import { useResource } from '../app/useResource.ts';
import { Icon } from '../patterns/Icon.tsx';
import type { ActionName } from './actions.ts';
import { deskWords } from './words/index.ts';

type Preview = Schemas['Preview'];

export function usePreview(action: ActionName): Preview | undefined {
  const all = useResource('desk messages', () => ask(api.GET('/api/v1/desk/messages')), { keep: 'nothing' });
  return all.data?.items.find((item) => item.action === action);
}

interface MessagePreviewProps {
  action: ActionName;
  preview: Preview | undefined;
  text: string;
  status: number;
}

const IN_PROCESS = 4;

export function MessagePreview({ action, preview, text, status }: MessagePreviewProps) {
  if (!preview) return null;
  // In process a withdrawal is only asked for: nothing goes out until the leader answers.
  if (action === 'record_withdrawal' && status === IN_PROCESS) return <p class="hint">{deskWords.withdrawalIsRequest}</p>;
  if (!preview.title) return <p class="hint">{deskWords.citizenSeesNothing}</p>;
  return (
    <section class="desk-preview" aria-label={deskWords.citizenSees}>
      <p class="row-facts">{deskWords.citizenSees}</p>
      <div class="desk-message">
        <p class="row-title">
          <Icon name="bell" /> {preview.title}
        </p>
        <p>{preview.body}</p>
        {preview.note_shown && text.trim() && <p class="desk-said">{text.trim()}</p>}
      </div>
    </section>
  );
}
