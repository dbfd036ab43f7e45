import { ButtonLink } from '../patterns/Button.tsx';
import { Card, Tag } from '../patterns/Card.tsx';
import { Timeline } from '../patterns/Timeline.tsx';
import { formatDate, formatTime } from '../words/format.ts';
import type { Dossier } from './actions.ts';
import { deskWords } from './words/index.ts';

/** Every step with who made it and all notes: the office's view. */
export function HistoryCard({ timeline }: { timeline: Dossier['timeline'] }) {
  const steps = timeline
    .map(({ at, action, position, due_on, note, form, late }, index) => ({
      key: index,
      title: deskWords.actionNames[action] ?? action,
      when: `${formatTime(at)} · ${position}`,
      tone: index === timeline.length - 1 ? ('done' as const) : ('waiting' as const),
      children: (
        <>
          {due_on && due_on !== timeline[index - 1]?.due_on && <p class="timeline-when">{deskWords.historyDue(formatDate(due_on))}</p>}
          {late && <Tag tone="fault">{deskWords.late}</Tag>}
          {note && <p class="desk-said">{note}</p>}
          {form && (
            <div class="buttons">
              <ButtonLink kind="plain" icon="file" href={form.url} newTab>
                <span lang="vi">{form.title}</span>
              </ButtonLink>
            </div>
          )}
        </>
      ),
    }))
    .reverse();
  return (
    <div class="desk-history">
      <Card title={deskWords.history}>
        <Timeline steps={steps} label={deskWords.history} />
      </Card>
    </div>
  );
}
