import { useEffect, useState } from 'preact/hooks';

import { api, ask } from '../api/client.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import type { Me } from '../app/session.ts';
import { useTask } from '../app/updates.ts';
import { Button } from '../patterns/Button.tsx';
import { ErrorSummary, Field } from '../patterns/forms.tsx';
import { Notice, ProblemNotice } from '../patterns/notices.tsx';
import { digitsOf, isMobile } from '../rules/phone.ts';
import { ofTab, TYPED_PHONE } from '../storage/keyValue.ts';
import { words } from './words.ts';

const SEND_AGAIN_AFTER_SECONDS = 60;
const CODE_SENT = 'codeSent';
const CODE_LIVES_MS = 5 * 60_000;

/** A cheap phone may start the page afresh while somebody reads the text message. */
function codeSentTo(): string | null {
  const [number, sentAt] = JSON.parse(ofTab.getItem(CODE_SENT) ?? '[null, 0]') as [string | null, number];
  return Date.now() - sentAt < CODE_LIVES_MS ? number : null;
}

export function CitizenSignIn({ onDone }: { onDone: (who: Me) => void }) {
  const [typed] = useState(() => ofTab.getItem(TYPED_PHONE) ?? '');
  const [phone, setPhone] = useState(isMobile(typed) ? typed : '');
  const [sentTo, setSentTo] = useState(codeSentTo);
  useTask(phone !== '' && phone !== typed);
  const waitFor = (number: string) => {
    ofTab.setItem(CODE_SENT, JSON.stringify([number, Date.now()]));
    ofTab.setItem(TYPED_PHONE, number);
    setSentTo(number);
  };
  const waitNoMore = () => {
    ofTab.removeItem(CODE_SENT);
    setSentTo(null);
  };
  const done = (who: Me) => {
    ofTab.removeItem(CODE_SENT);
    onDone(who);
  };
  if (sentTo === null) return <PhoneStep phone={phone} setPhone={setPhone} onSent={waitFor} />;
  return <CodeStep phone={sentTo} onOtherPhone={waitNoMore} onDone={done} />;
}

interface PhoneStepProps {
  phone: string;
  setPhone: (phone: string) => void;
  onSent: (phone: string) => void;
}

function PhoneStep({ phone, setPhone, onSent }: PhoneStepProps) {
  const { account } = words;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [wrong, setWrong] = useState(false);

  const submit = async (event: Event) => {
    event.preventDefault();
    const digits = digitsOf(phone);
    setProblem(null);
    setWrong(!isMobile(phone));
    if (busy || !isMobile(phone)) return;
    setBusy(true);
    try {
      await ask(api.POST('/api/v1/auth/otp', { body: { phone: digits } }));
      onSent(digits);
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setBusy(false);
    }
  };

  return (
    <form class="card stack" onSubmit={submit} noValidate>
      <ErrorSummary errors={wrong ? { phone: account.phoneWrong } : {}} />
      {problem && <ProblemNotice problem={problem} />}
      <p>{account.why}</p>
      <Field
        id="phone"
        label={account.phone}
        hint={account.phoneHint}
        type="tel"
        autoComplete="tel-national"
        inputMode="tel"
        maxLength={20}
        value={phone}
        onInput={setPhone}
        error={wrong ? account.phoneWrong : undefined}
      />
      <Button type="submit" busy={busy}>
        {busy ? account.sending : account.sendCode}
      </Button>
    </form>
  );
}

interface CodeStepProps {
  phone: string;
  onOtherPhone: () => void;
  onDone: (who: Me) => void;
}

function CodeStep({ phone, onOtherPhone, onDone }: CodeStepProps) {
  const { account } = words;
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [wrong, setWrong] = useState(false);

  const submit = async (event: Event) => {
    event.preventDefault();
    const digits = code.replace(/\D/g, '');
    setProblem(null);
    setWrong(digits.length !== 6);
    if (busy || digits.length !== 6) return;
    setBusy(true);
    try {
      onDone(await ask(api.POST('/api/v1/auth/session', { body: { phone, code: digits } })));
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setBusy(false);
    }
  };

  return (
    <form class="card stack" onSubmit={submit} noValidate>
      <h2>{account.codeTitle}</h2>
      <ErrorSummary errors={wrong ? { code: account.codeWrong } : {}} />
      {problem && <ProblemNotice problem={problem} />}
      <p>{account.codeSentTo(phone)}</p>
      <Field
        id="code"
        label={account.code}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
        value={code}
        onInput={setCode}
        error={wrong ? account.codeWrong : undefined}
      />
      <Button type="submit" busy={busy}>
        {busy ? account.confirming : account.confirm}
      </Button>
      <SendAgain phone={phone} onProblem={setProblem} />
      <Button kind="quiet" onClick={onOtherPhone}>
        {account.otherPhone}
      </Button>
    </form>
  );
}

function SendAgain({ phone, onProblem }: { phone: string; onProblem: (problem: Problem | null) => void }) {
  const { account } = words;
  const [seconds, setSeconds] = useState(SEND_AGAIN_AFTER_SECONDS);
  const [sent, setSent] = useState(false);

  useEffect(() => {
    if (seconds <= 0) return;
    const timer = setTimeout(() => setSeconds(seconds - 1), 1000);
    return () => clearTimeout(timer);
  }, [seconds]);

  const send = async () => {
    try {
      await ask(api.POST('/api/v1/auth/otp', { body: { phone } }));
      setSent(true);
      onProblem(null); // it was about the code before
      setSeconds(SEND_AGAIN_AFTER_SECONDS);
    } catch (thrown) {
      onProblem(asProblem(thrown));
    }
  };

  return (
    <>
      {sent && (
        <Notice tone="done" live>
          <p>{account.sentAgain}</p>
        </Notice>
      )}
      {seconds > 0 ? (
        <p class="hint">{account.sendAgainIn(seconds)}</p>
      ) : (
        <Button kind="plain" onClick={send}>
          {account.sendAgain}
        </Button>
      )}
    </>
  );
}
