/** Following a dossier by its number; whoever holds its receipt's secret (behind '#') also sees the steps. */
import { useLocation, useRoute } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../api/client.ts';
import type { Problem } from '../api/problem.ts';
import { useTask } from '../app/updates.ts';
import { useResource } from '../app/useResource.ts';
import { Button, ButtonLink } from '../patterns/Button.tsx';
import { Card, Fact, SummaryList } from '../patterns/Card.tsx';
import { ErrorSummary, Field } from '../patterns/forms.tsx';
import { Loaded, Notice } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { words } from './words.ts';
import { Claim, secretKeptFor } from './Claim.tsx';
import './dossiers.css';
import { DueCard } from './DueCard.tsx';
import { placeOf, readNumber } from './numbers.ts';
import { OpenRatings } from './OpenRatings.tsx';
import { Cause, StateCard } from './StateCard.tsx';
import { completionLook, dueOf, stateOf } from './states.ts';
import { Steps } from './Steps.tsx';

type Tracked = Schemas['Tracked'];

export default function TrackingPage() {
  const number = useRoute().params.number ?? '';
  const secret = useSecret(number);
  const [written, setWritten] = useState('');
  const { dossiers } = words;
  return (
    <Page title={dossiers.track} back="/ho-so" backLabel={dossiers.title} above={number && <span class="number">{number}</span>}>
      {number && <Answer key={number + secret} number={number} secret={secret} onFound={() => setWritten('')} />}
      <NumberForm again={number !== ''} written={written} onWrite={setWritten} />
    </Page>
  );
}

/** From the address, also when only that part of it changes; after signing in, what was put aside before. */
function useSecret(number: string): string {
  const read = () => location.hash.slice(1) || secretKeptFor(number);
  const [secret, setSecret] = useState(read);
  useEffect(() => {
    setSecret(read());
    const listen = () => setSecret(read());
    addEventListener('hashchange', listen);
    return () => removeEventListener('hashchange', listen);
  }, [number]);
  return secret;
}

interface NumberFormProps {
  again: boolean;
  /** Stays until a dossier was found: a slip is mended, not written anew. */
  written: string;
  onWrite: (written: string) => void;
}

function NumberForm({ again, written, onWrite }: NumberFormProps) {
  const { dossiers } = words;
  const { route } = useLocation();
  const [missing, setMissing] = useState(false);
  useTask(written !== '');

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const wanted = readNumber(written);
    setMissing(!wanted);
    if (wanted) route(placeOf(wanted));
  };

  return (
    <form class="card stack" onSubmit={submit} noValidate>
      {again && <h2>{dossiers.trackOther}</h2>}
      {missing && <ErrorSummary errors={{ number: dossiers.trackMissing }} />}
      <Field
        id="number"
        label={dossiers.trackLabel}
        hint={dossiers.trackHint}
        error={missing ? dossiers.trackMissing : undefined}
        value={written}
        onInput={onWrite}
        maxLength={300}
      />
      <Button type="submit" icon="search" kind={again ? 'plain' : 'main'}>
        {dossiers.trackGo}
      </Button>
    </form>
  );
}

interface AnswerProps {
  number: string;
  secret: string;
  onFound: () => void;
}

function Answer({ number, secret, onFound }: AnswerProps) {
  const load = () => ask(api.GET('/api/v1/tracking/{number}', { params: { path: { number }, query: secret ? { secret } : {} } }));
  // What the secret opens stays off the phone: the paper is the key, and phones are lent.
  const resource = useResource(`tracking ${number}`, load, { keep: secret ? 'nothing' : 'public', everySeconds: 60 });
  const { data, problem } = resource;
  const found = data !== undefined;
  useEffect(() => {
    if (found) onFound();
  }, [found]);
  if (!data && problem && !problem.retryable && !problem.needsSignIn) return <Refused problem={problem} number={number} />;
  return (
    <div class="stack">
      <Loaded resource={resource}>{(tracked) => <Found tracked={tracked} number={number} secret={secret} />}</Loaded>
    </div>
  );
}

function Refused({ problem, number }: { problem: Problem; number: string }) {
  const { dossiers } = words;
  const unknown = problem.code === 'unknown_dossier';
  const wrongSecret = problem.code === 'wrong_secret';
  return (
    <Notice tone="fault" live>
      <p>{unknown ? dossiers.trackUnknown : wrongSecret ? dossiers.trackWrongSecret : problem.message}</p>
      {wrongSecret && (
        <ButtonLink kind="plain" href={placeOf({ number, secret: '' })}>
          {dossiers.trackWithout}
        </ButtonLink>
      )}
    </Notice>
  );
}

function Found({ tracked, number, secret }: { tracked: Tracked; number: string; secret: string }) {
  const { dossiers } = words;
  const { status, timeline, completion } = tracked;
  const due = dueOf({ ...tracked, status: status ?? null });
  if (status === undefined || !timeline) {
    const { name, tone, icon } = completionLook(completion);
    return (
      <>
        <StateCard said={dossiers.completion[name]} tone={tone} icon={icon} />
        <DueCard due={due} />
        <p class="quiet">{dossiers.trackPublic}</p>
      </>
    );
  }
  const state = stateOf({ status, waits_for_citizen: timeline[timeline.length - 1]?.action !== 'supplement' });
  return (
    <>
      <StateCard said={dossiers.states[state.name]} tone={state.tone} icon={state.icon}>
        {state.name !== 'supplemented' && <Cause status={status} timeline={timeline} />}
      </StateCard>
      <DueCard due={due} />
      <Card>
        <SummaryList>
          <Fact name={dossiers.procedure}>
            <span lang="vi">{tracked.procedure_name}</span>
          </Fact>
          <Fact name={dossiers.office}>
            <a class="touch" href={`/co-quan/${encodeURIComponent(tracked.agency_code!)}`} lang="vi">
              {tracked.agency_name}
            </a>
          </Fact>
        </SummaryList>
      </Card>
      {tracked.claimable && <Claim number={number} secret={secret} />}
      <HoldersRatings number={number} secret={secret} />
      <Steps timeline={timeline} />
    </>
  );
}

function HoldersRatings({ number, secret }: { number: string; secret: string }) {
  const { data } = useResource(
    `tracking-ratings ${number}`,
    () => ask(api.GET('/api/v1/tracking/{number}/ratings', { params: { path: { number }, query: { secret } } })),
    { keep: 'nothing' },
  );
  return <OpenRatings items={(data?.items ?? []).map(({ stage, token }) => ({ stage, href: token && `/danh-gia/${token}` }))} />;
}
