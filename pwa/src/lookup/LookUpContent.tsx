/** The look-up below its search box: how many, chips, results, and what to do when there is nothing. */
import { useEffect, useState } from 'preact/hooks';

import { Button } from '../patterns/Button.tsx';
import { Card, Rows } from '../patterns/Card.tsx';
import { Notice, ProblemNotice, Skeleton } from '../patterns/notices.tsx';
import { keptPlace } from '../storage/myOffice.ts';
import { rememberLookedUp } from '../storage/recentLookUps.ts';
import { formatCount } from '../words/format.ts';
import { words } from '../words/index.ts';
import { FilterChips } from './FilterChips.tsx';
import { highlight } from './folding.ts';
import { Later, loadParts } from './Later.tsx';
import type { Question } from './lookUp.ts';
import { Result } from './Result.tsx';
import { finished } from './finished.ts';
import { useLookUp } from './useLookUp.ts';

/** Somebody who types is not to hear every number on the way. */
const CALM_MS = 1_000;

interface Props {
  question: Question;
  onAsk: (question: Question) => void;
}

export function LookUpContent(props: Props) {
  const { query, field, level } = props.question;
  return query.trim() || field || level ? <Answers {...props} /> : <Later part="Start" meanwhile={<Skeleton rows={5} />} />;
}

function Answers({ question, onAsk }: Props) {
  const { answer, question: answered = question, problem, busy, retry, more } = useLookUp(question);
  const { found, fromPhone, notOnPhone, nationalOnly, nothing } = words.lookup;
  const count = answer?.total ? found(formatCount(answer.total)) : nothing;
  const isMissed = answer?.total === 0 || Boolean(answer?.understood?.unknown_words.length);
  const isFinished = finished.value === answered.query;
  useEffect(() => {
    if (isMissed && isFinished && answer) void loadParts().then(({ tellMiss }) => tellMiss(answered.query, answer), () => {});
  }, [isMissed, isFinished, answer, answered.query]);
  return (
    <>
      <p role="status" class="visually-hidden">
        {useCalm(answer && !busy ? count : '')}
      </p>
      {/\d{6}/.test(question.query) && <Later part="TrackOffer" query={question.query} />}
      {answer && <FilterChips question={question} answer={answer} onAsk={onAsk} />}
      {answer && answer.total > 0 && (
        <p class="quiet" aria-hidden="true">
          {count}
          {answer.fromPhone && !busy && `, ${fromPhone}${keptPlace() ? nationalOnly : ''}`}
        </p>
      )}
      {isMissed && isFinished && answer !== undefined && answer.total > 0 && <Later part="PartlyUnderstood" query={answered.query} answer={answer} />}
      {problem && (
        <>
          <ProblemNotice problem={problem} onRetry={retry} busy={busy} />
          {problem.unanswered && (
            <Notice tone="waiting">
              <p>{notOnPhone}</p>
            </Notice>
          )}
        </>
      )}
      {!answer && busy && <Skeleton rows={5} />}
      {answer?.total === 0 && <Later part="NothingFound" question={answered} answer={answer} onAsk={onAsk} />}
      {answer && answer.total > 0 && (
        <Card>
          {/* Whoever opens a result has found what they typed. */}
          <div onClick={() => rememberLookedUp(answered.query)}>
            <Rows>
              {answer.items.map((item) => (
                <li key={item.code}>
                  <Result item={item} title={marked(item.name, answered.query)} factsToCome={busy && answer.fromPhone} />
                </li>
              ))}
            </Rows>
          </div>
        </Card>
      )}
      {answer?.next && (
        <Button kind="plain" onClick={more} busy={busy}>
          {busy ? words.shell.loading : words.shell.more}
        </Button>
      )}
    </>
  );
}

function marked(name: string, query: string) {
  return highlight(name, query).map(({ text, matched }) => (matched ? <mark>{text}</mark> : text));
}

/** The text once it has not changed for a moment. */
function useCalm(text: string): string {
  const [calm, setCalm] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setCalm(text), CALM_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return calm;
}
