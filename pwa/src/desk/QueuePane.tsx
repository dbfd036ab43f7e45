/** The queues with counts and ages, and the dossiers of the chosen one: overdue first, as the service sorts them. */
import { useEffect, useRef } from 'preact/hooks';

import type { Schemas } from '../api/client.ts';
import { Button } from '../patterns/Button.tsx';
import { Folded, Tag } from '../patterns/Card.tsx';
import { Empty, Loaded, Notice } from '../patterns/notices.tsx';
import { formatCount, formatRecent, formatShortDate } from '../words/format.ts';
import { words } from '../words/index.ts';
import { useKeys } from './keys.ts';
import { dayInVietnam, daysBetween } from '../rules/day.ts';
import { queuesOf, urgency, type QueueName, type Row } from './queues.ts';
import type { Queue } from './useQueue.ts';
import { catalogueLang, deskWords } from './words/index.ts';

type Count = Schemas['Queue'];

interface QueuePaneProps {
  role: string;
  name: QueueName;
  queue: Queue;
  counts: readonly Count[] | undefined;
  openId: string | undefined;
  onChoose: (name: QueueName) => void;
}

export function QueuePane({ role, name, queue, counts, openId, onChoose }: QueuePaneProps) {
  const list = useRef<HTMLUListElement>(null);
  const step = (by: 1 | -1) => {
    const links = [...(list.current?.querySelectorAll<HTMLAnchorElement>('a.row') ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    const from = at >= 0 ? at : links.findIndex((link) => link.getAttribute('aria-current'));
    const target = links[from < 0 ? 0 : Math.max(0, Math.min(links.length - 1, from + by))];
    target?.focus();
  };
  useKeys({
    next: () => step(1),
    previous: () => step(-1),
    open: () => {
      const focused = document.activeElement;
      const link = list.current?.contains(focused) ? (focused as HTMLElement) : list.current?.querySelector<HTMLElement>('a.row');
      link?.click();
    },
  });
  const { own, others } = queuesOf(role);
  const entry = (each: QueueName) => (
    <QueueLink key={each} name={each} chosen={each === name} count={counts?.find(({ queue: of }) => of === each)} onChoose={onChoose} />
  );
  return (
    <div class="desk-queue">
      <nav class="card" aria-label={deskWords.queues}>
        <ul class="desk-queues">{own.map(entry)}</ul>
        <Folded title={deskWords.otherQueues} open={others.includes(name)}>
          <ul class="desk-queues">{others.map(entry)}</ul>
        </Folded>
      </nav>
      <section class="card" aria-label={deskWords.queueNames[name]}>
        <div>
          <h2>{deskWords.queueNames[name]}</h2>
          <div role="status">
            {queue.newOnes > 0 && (
              <Notice tone="waiting">
                <p>{deskWords.newOnes(queue.newOnes)}</p>
              </Notice>
            )}
          </div>
        </div>
        <Loaded resource={queue.resource}>
          {({ items, next }) =>
            items.length === 0 ? (
              <Empty icon="check" title={deskWords.emptyTitle}>
                <p>{deskWords.emptyText}</p>
              </Empty>
            ) : (
              <>
                <ul class="rows" ref={list}>
                  {items.map((row) => (
                    <QueueRow key={row.id} row={row} open={row.id === openId} />
                  ))}
                </ul>
                {next && (
                  <Button kind="plain" onClick={queue.more} busy={queue.resource.loading}>
                    {words.shell.more}
                  </Button>
                )}
              </>
            )
          }
        </Loaded>
      </section>
    </div>
  );
}

function QueueLink({ name, chosen, count, onChoose }: { name: QueueName; chosen: boolean; count: Count | undefined; onChoose: (name: QueueName) => void }) {
  const some = count !== undefined && count.count > 0;
  return (
    <li>
      <button type="button" aria-pressed={chosen} onClick={() => onChoose(name)}>
        <span class="row-words">
          <span>{deskWords.queueNames[name]}</span>
          {some && count.oldest_at && (
            <span class="row-facts">{deskWords.oldest(daysBetween(dayInVietnam(new Date(count.oldest_at)), dayInVietnam()))}</span>
          )}
        </span>
        {count && <span class={some && name === 'overdue' ? 'number tag tag-fault' : 'number tag tag-waiting'}>{formatCount(count.count)}</span>}
      </button>
    </li>
  );
}

function QueueRow({ row, open }: { row: Row; open: boolean }) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (open) link.current?.scrollIntoView?.({ block: 'nearest' });
  }, [open]);
  return (
    <li>
      <a class="row" href={`/can-bo/${row.id}`} aria-current={open ? 'true' : undefined} ref={link}>
        <span class="row-words">
          <span class="row-title number">{row.code ?? row.submission_number}</span>
          <span class="clamp" lang={catalogueLang()}>
            {row.procedure_name}
          </span>
          <DueTag dossier={row} />
        </span>
      </a>
    </li>
  );
}

/** The due date in a word with its colour, and the date itself. */
export function DueTag({ dossier }: { dossier: Pick<Row, 'status' | 'status_name' | 'due_on' | 'submitted_at' | 'waits_for_citizen'> }) {
  const found = urgency(dossier, dayInVietnam());
  const sayings: Record<typeof found.kind, string> = {
    new: deskWords.notReceived(formatRecent(dossier.submitted_at)),
    paused: deskWords.paused,
    supplemented: deskWords.supplementedWaits,
    result: deskWords.resultWaits,
    ended: dossier.status_name,
    none: deskWords.noDueDate,
    today: deskWords.dueToday,
    overdue: 'days' in found ? deskWords.overdue(found.days) : '',
    left: 'days' in found ? deskWords.dueIn(found.days) : '',
  };
  const dated = found.kind === 'overdue' || found.kind === 'left' || found.kind === 'today';
  return (
    <span class="desk-due">
      <Tag tone={found.tone} {...(found.tone === 'fault' ? { icon: 'warning' as const } : found.tone === 'soon' ? { icon: 'clock' as const } : {})}>
        {sayings[found.kind]}
      </Tag>
      {dated && dossier.due_on && <span class="row-facts number">{formatShortDate(dossier.due_on)}</span>}
    </span>
  );
}
