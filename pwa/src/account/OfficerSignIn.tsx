import { useState } from 'preact/hooks';

import { api, ask } from '../api/client.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import type { Me } from '../app/session.ts';
import { useTask } from '../app/updates.ts';
import { Button } from '../patterns/Button.tsx';
import { ErrorSummary, Field } from '../patterns/forms.tsx';
import { ProblemNotice } from '../patterns/notices.tsx';
import { words } from './words.ts';

export function OfficerSignIn({ onDone }: { onDone: (who: Me) => void }) {
  const { account } = words;
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  useTask(username !== '' || password !== '');

  const submit = async (event: Event) => {
    event.preventDefault();
    const found: Record<string, string> = {};
    if (!username.trim()) found.username = account.usernameMissing;
    if (!password) found.password = account.passwordMissing;
    setErrors(found);
    setProblem(null);
    if (busy || Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      onDone(await ask(api.POST('/api/v1/auth/officer', { body: { username: username.trim(), password } })));
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setBusy(false);
    }
  };

  return (
    <form class="card stack" onSubmit={submit} noValidate>
      <ErrorSummary errors={errors} />
      {problem && <ProblemNotice problem={problem} />}
      <Field
        id="username"
        label={account.username}
        autoComplete="username"
        maxLength={64}
        value={username}
        onInput={setUsername}
        error={errors.username}
      />
      <Field
        id="password"
        label={account.password}
        type="password"
        autoComplete="current-password"
        maxLength={200}
        value={password}
        onInput={setPassword}
        error={errors.password}
      />
      <Button type="submit" busy={busy}>
        {busy ? account.confirming : account.confirm}
      </Button>
    </form>
  );
}
