/** When the result is promised for, how much of it is left, or why there is no date. */
import { ButtonLink } from '../patterns/Button.tsx';
import { Card, Tag } from '../patterns/Card.tsx';
import { formatDate } from '../words/format.ts';
import { words } from './words.ts';
import type { Due } from './states.ts';

interface DueCardProps {
  due: Due;
  /** Until when the office says whether it takes the dossier. */
  answerBy?: string | null;
  hotline?: string;
}

export function DueCard({ due, answerBy, hotline }: DueCardProps) {
  const { dossiers } = words;
  if (due.kind === 'finished') return null;
  if (due.kind !== 'date') {
    return (
      <Card title={dossiers.due}>
        {answerBy && <p>{dossiers.answerBy(formatDate(answerBy))}</p>}
        <p>{dossiers[due.kind]}</p>
      </Card>
    );
  }
  return (
    <Card title={dossiers.due} tone={due.tone === 'fault' ? 'fault' : 'plain'}>
      <div class="stack">
        <p class="tags">
          <strong>{formatDate(due.day)}</strong> <DaysLeft due={due} />
        </p>
        {due.paused && <p>{dossiers.pausedFor[due.paused]}</p>}
        {due.tone === 'fault' && !due.before && <p>{dossiers.lateMeans}</p>}
        {due.tone === 'fault' && hotline && <Call number={hotline} />}
        {due.before && <p class="quiet">{dossiers.reappointed(formatDate(due.before))}</p>}
      </div>
    </Card>
  );
}

export function Call({ number }: { number: string }) {
  return (
    <ButtonLink kind="plain" icon="phone" href={`tel:${number.replace(/\s/g, '')}`}>
      {words.dossiers.call(number)}
    </ButtonLink>
  );
}

export function DaysLeft({ due }: { due: Extract<Due, { kind: 'date' }> }) {
  const { dossiers } = words;
  const said = leftInWords(due.left);
  return (
    <>
      {due.paused && (
        <Tag tone="waiting" icon="clock">
          {dossiers.paused}
        </Tag>
      )}
      {said && (
        <Tag tone={due.tone} {...(due.tone === 'fault' ? { icon: 'warning' } : {})}>
          {said}
        </Tag>
      )}
    </>
  );
}

function leftInWords(left: number | null): string | null {
  const { dossiers } = words;
  if (left === null) return null;
  if (left === 0) return dossiers.dueToday;
  return left > 0 ? dossiers.daysLeft(left) : dossiers.late(-left);
}
