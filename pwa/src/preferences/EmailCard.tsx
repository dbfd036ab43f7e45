/** The e-mail address: typed, confirmed by the code that was sent there, removed. */
import { useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../api/client.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import { Button } from '../patterns/Button.tsx';
import { Card } from '../patterns/Card.tsx';
import { Field } from '../patterns/forms.tsx';
import { Notice, ProblemNotice } from '../patterns/notices.tsx';
import { words } from './words.ts';

type Preferences = Schemas['Preferences'];

interface EmailCardProps {
  mine: Preferences;
  replace: (now: Preferences) => void;
}

export function EmailCard({ mine, replace }: EmailCardProps) {
  const { email } = words.preferences;
  const [again, setAgain] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const act = async (work: () => Promise<Preferences>) => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      replace(await work());
      setAgain(false);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
    setBusy(false);
  };
  const send = (address: string) =>
    act(async () => {
      await ask(api.PUT('/api/v1/me/email', { body: { email: address } }));
      return { ...mine, email_waiting: address.trim() };
    });
  const confirm = (code: string) => act(() => ask(api.POST('/api/v1/me/email/confirmation', { body: { code } })));
  const forget = () =>
    act(async () => {
      await ask(api.DELETE('/api/v1/me/email'));
      return { ...mine, email: null, email_waiting: null };
    });

  return (
    <Card title={email.title}>
      <div class="stack">
        {mine.email ? (
          <Notice tone="done" icon="check">
            <p class="words-of-others">{mine.email}</p>
            <p>{email.confirmed}</p>
          </Notice>
        ) : (
          !mine.email_waiting && <p>{email.none}</p>
        )}
        {problem && <ProblemNotice problem={problem} />}
        {mine.email_waiting && !again ? (
          <>
            <p role="status">{email.sentTo(mine.email_waiting)}</p>
            <OneField key="code" id="email-code" label={email.code} inputMode="numeric" maxLength={12} button={busy ? email.confirming : email.confirm} busy={busy} onSubmit={confirm} />
            <Button kind="quiet" onClick={() => setAgain(true)}>
              {email.other}
            </Button>
          </>
        ) : mine.email && !again ? (
          <div class="buttons">
            <Button kind="plain" onClick={() => setAgain(true)}>
              {email.other}
            </Button>
            <Button kind="quiet" onClick={forget} busy={busy}>
              {busy ? email.forgetting : email.forget}
            </Button>
          </div>
        ) : (
          <OneField key="address" id="email" label={email.label} hint={email.hint} type="email" maxLength={254} button={busy ? email.sending : email.send} busy={busy} onSubmit={send} />
        )}
      </div>
    </Card>
  );
}

interface OneFieldProps {
  id: string;
  label: string;
  hint?: string;
  type?: 'text' | 'email';
  inputMode?: 'numeric';
  maxLength: number;
  button: string;
  busy: boolean;
  onSubmit: (value: string) => Promise<void>;
}

function OneField({ button, busy, onSubmit, ...field }: OneFieldProps) {
  const [value, setValue] = useState('');
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (value.trim()) void onSubmit(value);
      }}
    >
      <Field {...field} autoComplete={field.type === 'email' ? 'email' : 'one-time-code'} value={value} onInput={setValue} />
      <Button type="submit" kind="plain" busy={busy}>
        {button}
      </Button>
    </form>
  );
}
