/** What has happened, from now (top) to handing in (bottom). */
import type { Schemas } from '../api/client.ts';
import { ButtonLink } from '../patterns/Button.tsx';
import { Card, type Tone } from '../patterns/Card.tsx';
import type { IconName } from '../patterns/Icon.tsx';
import { Timeline } from '../patterns/Timeline.tsx';
import { formatDate, formatMoney, formatTime } from '../words/format.ts';
import { words } from './words.ts';

type Step = Schemas['TimelineEntry'];

const looks: Record<string, [Tone, IconName]> = {
  submit: ['waiting', 'send'],
  receive: ['done', 'check'],
  supplement: ['waiting', 'send'],
  request_supplement: ['soon', 'file'],
  request_payment: ['soon', 'warning'],
  apologise: ['soon', 'clock'],
  calendar_amended: ['soon', 'clock'],
  resolve: ['done', 'stamp'],
  return_result: ['done', 'check'],
  decline: ['waiting', 'close'],
  stop: ['waiting', 'close'],
};

export function Steps({ timeline }: { timeline: readonly Step[] }) {
  const { dossiers } = words;
  const steps = timeline.map((step, index) => {
    const [tone, icon] = looks[step.action] ?? ['waiting', 'check'];
    // A step shows the due date that it set or moved, not the one it left alone.
    const due = step.due_on !== timeline[index - 1]?.due_on ? step.due_on : null;
    return {
      key: index,
      title: dossiers.steps[step.action] ?? step.status_name,
      when: `${formatTime(step.at)} · ${step.position}`,
      tone,
      icon,
      children: (
        <>
          {due && <p>{dossiers.dueOn(formatDate(due))}</p>}
          {step.amount_vnd != null && <p>{dossiers.amount(formatMoney(step.amount_vnd))}</p>}
          {step.note && (
            <p class="words-of-others" lang="vi">
              {step.note}
            </p>
          )}
          {step.form && (
            <div class="buttons">
              <ButtonLink kind="plain" icon="file" href={step.form.url} newTab>
                <span lang="vi">{step.form.title}</span>
              </ButtonLink>
            </div>
          )}
        </>
      ),
    };
  });
  return (
    <Card title={dossiers.timeline}>
      <Timeline steps={steps.reverse()} label={dossiers.timeline} />
    </Card>
  );
}
