/** The time limit as a day of the calendar: what is handed in today is due then, and why. */
import { Folded } from '../../patterns/Card.tsx';
import { Icon } from '../../patterns/Icon.tsx';
import { formatClock, formatDate } from '../../words/format.ts';
import { contentLanguage } from '../contentLanguage.ts';
import type { Procedure, Span } from '../procedureFacts.ts';
import { spansWords } from '../procedureWords.ts';
import { exampleOf, timesInWords, type DueExample, type DueToday as Due } from './dueToday.ts';
import { words } from './words.ts';

interface Props {
  due: Due;
  /** One, or the shortest and the longest. */
  spans: readonly Span[];
}

export function DueToday({ due, spans, procedure }: Props & { procedure: Procedure }) {
  const { today, until, depends, closedNow, howCounted, fromReception, alsoSaid } = words.procedure;
  const examples = spans.flatMap((span) => exampleOf(due, span) ?? []);
  const others = timesInWords(procedure, spans);
  const [first, last] = [examples[0], examples.at(-1)];
  if (!first || !last) return null;
  const different = first.due_on !== last.due_on;
  return (
    <div class="due-today">
      <p class="due-line">
        <Icon name="clock" />
        <span>
          {today} <b>{dueWords(first)}</b>
          {different && (
            <>
              {' '}
              {until} <b>{dueWords(last)}</b>
              {depends}
            </>
          )}
        </span>
      </p>
      {due.counted_from.slice(0, 10) !== due.on && <p class="hint">{closedNow(`${formatClock(due.counted_from)} ${formatDate(due.counted_from)}`)}</p>}
      {others.length > 0 && <p class="hint">{alsoSaid(others.join(', '))}</p>}
      <Folded title={howCounted}>
        <div class="stack">
          {examples.map((example) => (
            <Steps key={example.due_at} example={example} titled={examples.length > 1} />
          ))}
          <p class="hint">{fromReception}</p>
        </div>
      </Folded>
    </div>
  );
}

/** Beside one way's own time. */
export function DueOfWay({ due, spans: [span] }: Props) {
  const example = span && exampleOf(due, span);
  return example ? (
    <p class="hint">
      {words.procedure.today} {dueWords(example)}
    </p>
  ) : null;
}

function Steps({ example, titled }: { example: DueExample; titled: boolean }) {
  return (
    <div>
      {titled && <p class="timeline-title">{spansWords([example])}</p>}
      <ol class="plain-list">
        {example.steps.map(({ code, text, on, article }) => (
          <li key={code + on}>
            {text}
            {article && (
              <span class="choice-hint" lang={contentLanguage()}>
                {article}
              </span>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** By the hour where the limit is in hours. */
function dueWords({ unit, due_on: day, due_at: at }: DueExample): string {
  return unit === 'hour' ? `${formatClock(at)} ${formatDate(day)}` : formatDate(day);
}
