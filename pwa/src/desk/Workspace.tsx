/** Queue at the left, dossier in the middle, actions and history at the right. On a phone one after the other. */
import { signal } from '@preact/signals';
import { useLocation, useRoute } from 'preact-iso';
import { useRef } from 'preact/hooks';

import { api, ask } from '../api/client.ts';
import { me } from '../app/session.ts';
import { useResource } from '../app/useResource.ts';
import { Empty } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { DeskHead } from './DeskHead.tsx';
import { DossierPane } from './DossierPane.tsx';
import { useKeys } from './keys.ts';
import { QueuePane } from './QueuePane.tsx';
import { following, queueBeside, queuesOf, type QueueName } from './queues.ts';
import { useQueue } from './useQueue.ts';
import { deskWords } from './words/index.ts';

/** Stays while somebody goes from dossier to dossier, or to the counter and back. */
const chosenQueue = signal<QueueName | null>(null);

export function Workspace({ onHelp }: { onHelp?: () => void }) {
  const { id } = useRoute().params as { id?: string };
  const { route } = useLocation();
  const role = me.value?.role ?? '';
  const name = chosenQueue.value ?? queuesOf(role).own[0]!;
  const queue = useQueue(name);
  const counts = useResource('desk queues', () => ask(api.GET('/api/v1/desk/queues')), { keep: 'nothing', everySeconds: 30 });

  const place = useRef(0);
  const index = queue.rows.findIndex((row) => row.id === id);
  if (index >= 0) place.current = index;
  const next = id ? following(queue.rows, id, place.current) : (queue.rows[0] ?? null);

  const choose = (wanted: QueueName) => {
    chosenQueue.value = wanted;
  };
  useKeys({
    following: () => next && route(`/can-bo/${next.id}`),
    nextQueue: () => choose(queueBeside(role, name, 1)),
    previousQueue: () => choose(queueBeside(role, name, -1)),
  });

  return (
    <Page title={deskWords.title} wide titleHidden>
      <div class={id ? 'desk desk-open' : 'desk'}>
        <DeskHead onHelp={onHelp} />
        <QueuePane role={role} name={name} queue={queue} counts={counts.data?.items} openId={id} onChoose={choose} />
        {id ? (
          <DossierPane
            key={id}
            id={id}
            next={next}
            onActed={() => {
              void queue.resource.reload();
              void counts.reload();
            }}
          />
        ) : (
          <div class="desk-none">
            <Empty icon="folder" title={deskWords.chooseTitle}>
              <p>{deskWords.chooseText}</p>
            </Empty>
          </div>
        )}
      </div>
    </Page>
  );
}
