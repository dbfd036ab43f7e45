/** The cards one after the other; which one stands in the address, so that the phone's own back button works. */
import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../api/client.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import { beginTask } from '../app/updates.ts';
import { Notice } from '../patterns/notices.tsx';
import { words } from './words.ts';
import { keepCorrection, type Correction } from './corrections.ts';
import { QuestionCard } from './QuestionCard.tsx';
import { bodyOf, stepAfter, stepAt, type Answers, type Why } from './questions.ts';
import { SendCard } from './SendCard.tsx';
import { keyOf, type Address, type Subject } from './subject.ts';

export interface Given {
  answers: Answers;
  why: Why;
}

interface FormProps {
  subject: Subject;
  address: Address;
  asked: string | undefined;
  /** Kept by the page, so that a correction begins with what was answered. */
  given: Given;
  setGiven: (given: Given) => void;
  /** An answer sent before that this one replaces. */
  correction: Correction | null;
  onSent: (correction: Correction | null) => void;
  /** It was sent and nothing came back: it may have arrived. */
  onLost: () => void;
}

export function Form({ subject, address, asked, given, setGiven, correction, onSent, onLost }: FormProps) {
  const { path, route } = useLocation();
  const { answers, why } = given;
  const step = stepAt(asked, answers);
  useEffect(beginTask, []);
  useEffect(() => scrollTo(0, 0), [step]);
  const { busy, problem, send } = useSending({ address, correction, onSent, onLost });

  return (
    <>
      {step === 'overall' && <About subject={subject} />}
      {correction && (
        <Notice tone="waiting">
          <p>{words.ratings.correction}</p>
        </Notice>
      )}
      {step === 'send' ? (
        <SendCard
          answers={answers}
          why={why}
          setWhy={(changed) => setGiven({ answers, why: changed })}
          busy={busy}
          problem={problem}
          onSend={() => void send(bodyOf(subject.stage, answers, why))}
        />
      ) : (
        <QuestionCard
          question={step}
          answers={answers}
          onAnswer={(value) => {
            const changed = { ...answers, [step]: value };
            setGiven({ answers: changed, why });
            route(`${path}?cau=${stepAfter(step, changed)}`);
          }}
        />
      )}
    </>
  );
}

function About({ subject }: { subject: Subject }) {
  return (
    <p class="clamp">
      <strong>{words.ratings.stages[subject.stage]}</strong>
      <br />
      <span class="hint" lang="vi">
        {subject.procedureName}, {subject.agencyName}
      </span>
    </p>
  );
}

/** Sends once. When an answer was lost on its way back, 'already rated' means that ours had arrived. */
function useSending({ address, correction, onSent, onLost }: Pick<FormProps, 'address' | 'correction' | 'onSent' | 'onLost'>) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const answerLost = useRef(false);

  const send = async (body: Schemas['OwnerAnswers']) => {
    setBusy(true);
    setProblem(null);
    try {
      const { correction_token: token, correctable_until: until } = await deliver(address, correction, body);
      if (!('token' in address)) keepCorrection(keyOf(address), { token, until });
      onSent({ token, until });
    } catch (thrown) {
      const found = asProblem(thrown);
      if (found.code === 'already_rated' && answerLost.current) return onSent(null);
      if (found.unanswered) {
        answerLost.current = true;
        onLost();
      }
      setProblem(found);
      setBusy(false);
    }
  };
  return { busy, problem, send };
}

function deliver(address: Address, correction: Correction | null, body: Schemas['OwnerAnswers']): Promise<Schemas['Answered']> {
  if (correction) {
    return ask(api.PUT('/api/v1/ratings/{token}', { params: { path: { token: correction.token } }, body }));
  }
  if ('token' in address) return ask(api.POST('/api/v1/ratings/{token}', { params: { path: address }, body }));
  return ask(api.POST('/api/v1/dossiers/{dossier_id}/ratings', { params: { path: { dossier_id: address.dossierId } }, body }));
}
