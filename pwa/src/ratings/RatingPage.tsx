/**
 * Rating a stage of a dossier: from a link, without signing in, or from one's own dossier.
 *
 * The answers live on the screen only: nothing about how somebody was treated is kept on the phone.
 */
import './ratings.css';

import { useLocation, useRoute } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';

import { isCitizen } from '../app/session.ts';
import { useResource } from '../app/useResource.ts';
import { ButtonLink } from '../patterns/Button.tsx';
import { Folded } from '../patterns/Card.tsx';
import { Empty, Loaded, SignInFirst } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { formatClock } from '../words/format.ts';
import { words } from './words.ts';
import type { Correction } from './corrections.ts';
import { Form, type Given } from './Form.tsx';
import { STAGES, type Stage } from './questions.ts';
import { keyOf, load, type Address, type Subject } from './subject.ts';

export default function RatingPage() {
  const { token, dossierId, stage = '' } = useRoute().params;
  const { ratings } = words;
  const address = token ? { token } : dossierId && STAGES.includes(stage) ? { dossierId, stage: stage as Stage } : null;
  return (
    <Page title={ratings.title}>
      {!address ? <WhichDossier /> : 'token' in address || isCitizen.value ? <Rating address={address} /> : <SignInFirst />}
    </Page>
  );
}

function WhichDossier() {
  const { ratings } = words;
  return (
    <Empty icon="star" title={ratings.noLinkTitle}>
      <p>{ratings.noLinkText}</p>
      <ButtonLink href="/ho-so">{ratings.toDossiers}</ButtonLink>
      <ButtonLink kind="plain" href="/theo-doi">
        {ratings.toTracking}
      </ButtonLink>
    </Empty>
  );
}

function Rating({ address }: { address: Address }) {
  const { ratings } = words;
  const resource = useResource<Subject>(keyOf(address), () => load(address), { keep: 'nothing' });
  const { problem, data } = resource;
  if (!data && problem && [404, 409, 410].includes(problem.status)) {
    return (
      <Empty icon="info" title={ratings.closedTitle}>
        <p>{problem.message}</p>
        <ButtonLink href="/">{words.shell.goHome}</ButtonLink>
      </Empty>
    );
  }
  return (
    <Loaded resource={resource} skeletonRows={2}>
      {(subject) => <Opened key={keyOf(address)} subject={subject} address={address} />}
    </Loaded>
  );
}

/** By this page, just now; without a correction when the service's answer was lost. */
interface Sent {
  correction: Correction | null;
}

function Opened({ subject, address }: { subject: Subject; address: Address }) {
  const { path, query, route } = useLocation();
  const [given, setGiven] = useState<Given>({ answers: {}, why: { chips: [], words: '' } });
  const [confirmed, setConfirmed] = useState<Sent | null>(null);
  const [lost, setLost] = useState(false);
  const [correcting, setCorrecting] = useState(false);
  const sent = confirmed ?? (lost && subject.state === 'answered' ? subject : null);
  const correction = useStillOpen((sent ?? subject).correction);

  if (correcting || (subject.state === 'open' && !sent)) {
    return (
      <>
        <Form
          subject={subject}
          address={address}
          asked={query.cau}
          given={given}
          setGiven={setGiven}
          correction={correcting ? (sent ?? subject).correction : null}
          onLost={() => setLost(true)}
          onSent={(opens) => {
            setConfirmed({ correction: opens });
            setCorrecting(false);
            scrollTo(0, 0);
          }}
        />
        <Anonymous />
      </>
    );
  }
  const correct = () => {
    setCorrecting(true);
    route(`${path}?cau=overall`, true);
  };
  const After = sent ? Thanks : NotOpen;
  return <After subject={subject} correction={correction} onCorrect={correct} />;
}

/** The correction while its ten minutes last. */
function useStillOpen(correction: Correction | null): Correction | null {
  const [, tick] = useState(0);
  const left = correction ? Date.parse(correction.until) - Date.now() : 0;
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => tick((count) => count + 1), left);
    return () => clearTimeout(timer);
  }, [correction?.until]);
  return left > 0 ? correction : null;
}

interface AfterProps {
  subject: Subject;
  correction: Correction | null;
  onCorrect: () => void;
}

function Thanks(props: AfterProps) {
  const { ratings } = words;
  return (
    <>
      <Empty icon="check" title={ratings.thanksTitle}>
        <p role="status">{ratings.thanks}</p>
        <p>{ratings.whatNext}</p>
        <Ways {...props} />
      </Empty>
      <Anonymous />
    </>
  );
}

function NotOpen(props: AfterProps) {
  const { ratings } = words;
  const answered = props.subject.state === 'answered';
  return (
    <Empty icon="info" title={answered ? ratings.answeredTitle : ratings.closedTitle}>
      <p>{answered ? ratings.answeredText : ratings.notOpen}</p>
      <Ways {...props} />
    </Empty>
  );
}

function Ways({ subject, correction, onCorrect }: AfterProps) {
  const { ratings, shell } = words;
  const { dossierId } = subject;
  return (
    <>
      <ButtonLink href={dossierId ? `/ho-so/${dossierId}` : '/'}>{dossierId ? ratings.toDossier : shell.goHome}</ButtonLink>
      {correction && (
        <button type="button" class="button button-plain" onClick={onCorrect}>
          {ratings.correct(formatClock(correction.until))}
        </button>
      )}
    </>
  );
}

function Anonymous() {
  const { ratings } = words;
  return (
    <div class="card">
      <Folded title={ratings.anonymous}>
        <ul class="plain-list">
          {ratings.anonymousHow.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Folded>
    </div>
  );
}
