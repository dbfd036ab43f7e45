/** The last card: why, when somebody was not satisfied; what was answered; send. */
import { useState } from 'preact/hooks';

import type { Problem } from '../api/problem.ts';
import { Button } from '../patterns/Button.tsx';
import { Fact, Folded, SummaryList } from '../patterns/Card.tsx';
import { ErrorSummary, Field } from '../patterns/forms.tsx';
import { ProblemNotice } from '../patterns/notices.tsx';
import { words } from './words.ts';
import { CardHeading } from './CardHeading.tsx';
import { needsReason, QUESTIONS, REASONS, reasonOf, type Answers, type Question, type Reason, type Why } from './questions.ts';

interface SendCardProps {
  answers: Answers;
  why: Why;
  setWhy: (why: Why) => void;
  busy: boolean;
  problem: Problem | null;
  onSend: () => void;
}

export function SendCard({ answers, why, setWhy, busy, problem, onSend }: SendCardProps) {
  const { ratings, shell } = words;
  const [wrong, setWrong] = useState(false);
  const asksWhy = needsReason(answers);
  const lacksReason = asksWhy && !reasonOf(why);

  const send = () => {
    setWrong(lacksReason);
    if (!lacksReason) onSend();
  };

  return (
    <section class="card stack question">
      <CardHeading takeFocus>{asksWhy ? ratings.reasonTitle : ratings.sendTitle}</CardHeading>
      <ErrorSummary errors={wrong && lacksReason ? { reason: ratings.reasonMissing } : {}} />
      {asksWhy && <Reasons why={why} setWhy={setWhy} error={wrong && lacksReason ? ratings.reasonMissing : undefined} />}
      {problem && <ProblemNotice problem={problem} />}
      {problem?.unanswered && <p>{ratings.kept}</p>}
      <Button icon="send" onClick={send} busy={busy}>
        {busy ? ratings.sending : problem ? shell.retry : ratings.send}
      </Button>
      <div class="question-ways">
        <Button kind="quiet" icon="back" onClick={() => history.back()}>
          {shell.back}
        </Button>
      </div>
      <Folded title={ratings.yourAnswers} open={!asksWhy}>
        <SummaryList>
          {QUESTIONS.map((question) => (
            <Fact key={question} name={ratings.short[question]}>
              {inWords(question, answers)}
            </Fact>
          ))}
        </SummaryList>
      </Folded>
    </section>
  );
}

function inWords(question: Question, answers: Answers): string {
  const { ratings } = words;
  const answer = answers[question];
  if (answer === undefined || answer === null) return ratings.skipped;
  if (typeof answer === 'boolean') return answer ? ratings.yes : ratings.no;
  return ratings.levels[answer];
}

interface ReasonsProps {
  why: Why;
  setWhy: (why: Why) => void;
  error: string | undefined;
}

function Reasons({ why, setWhy, error }: ReasonsProps) {
  const { ratings } = words;
  const toggle = (reason: Reason) => {
    const chips = why.chips.includes(reason) ? why.chips.filter((one) => one !== reason) : [...why.chips, reason];
    setWhy({ ...why, chips });
  };
  return (
    <>
      <div class="chips" role="group" aria-label={ratings.reasonTitle}>
        {REASONS.map((reason) => (
          <button key={reason} type="button" class="chip" aria-pressed={why.chips.includes(reason)} onClick={() => toggle(reason)}>
            {ratings.reasons[reason]}
          </button>
        ))}
      </div>
      <Field
        id="reason"
        label={ratings.ownWords}
        hint={ratings.ownWordsHint}
        lines={3}
        maxLength={800}
        value={why.words}
        error={error}
        onInput={(text) => setWhy({ ...why, words: text })}
      />
    </>
  );
}
