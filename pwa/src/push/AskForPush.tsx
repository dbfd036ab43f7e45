/**
 * The one question about notifications, after the first hand-in, with its reason.
 *
 * Ours comes first and the browser's only after the tap: a 'no' to the browser's can hardly be taken back.
 */
import { useEffect, useState } from 'preact/hooks';

import { asProblem, type Problem } from '../api/problem.ts';
import { Button } from '../patterns/Button.tsx';
import { Card } from '../patterns/Card.tsx';
import { Notice, ProblemNotice } from '../patterns/notices.tsx';
import { words } from './words.ts';
import { PushHelp } from './PushHelp.tsx';
import { askedOnce, deviceState, mayAsk, turnOn, type DeviceState } from './subscription.ts';

/** 'asking' until it is answered; null: nothing to say. */
type Stage = 'asking' | 'later' | DeviceState | null;

export function AskForPush() {
  const [stage, setStage] = useState<Stage>(null);
  useEffect(() => {
    if (!mayAsk()) return;
    void deviceState().then((state) => {
      if (state !== 'off' && state !== 'ios') return;
      askedOnce();
      setStage(state === 'ios' ? 'ios' : 'asking');
    });
  }, []);

  if (stage === null) return null;
  if (stage === 'asking') return <Question onAnswer={setStage} />;
  if (stage === 'on' || stage === 'later' || stage === 'off') {
    return (
      <Notice tone={stage === 'on' ? 'done' : 'waiting'} live>
        <p>{stage === 'on' ? words.push.on : words.push.laterHint}</p>
      </Notice>
    );
  }
  return <PushHelp state={stage} live />;
}

function Question({ onAnswer }: { onAnswer: (stage: Stage) => void }) {
  const { push } = words;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const accept = async () => {
    setBusy(true);
    setProblem(null);
    try {
      onAnswer(await turnOn());
    } catch (thrown) {
      setBusy(false);
      setProblem(asProblem(thrown));
    }
  };

  return (
    <Card title={push.title}>
      <div class="stack">
        <p>{push.reason}</p>
        <p class="hint">{push.lockScreen}</p>
        {problem && <ProblemNotice problem={problem} />}
        <div class="buttons">
          <Button kind="plain" icon="bell" onClick={accept} busy={busy}>
            {busy ? push.turningOn : push.turnOn}
          </Button>
          <Button kind="quiet" onClick={() => onAnswer('later')}>
            {push.later}
          </Button>
        </div>
      </div>
    </Card>
  );
}
