/**
 * 'Chuẩn bị hồ sơ': `/chuan-bi/moi?thu-tuc=CODE&truong-hop=CASE` begins, `/chuan-bi/bo-sung?ho-so=ID` begins a
 * supplement, `/chuan-bi/{draft}/{step}` goes on, `/chuan-bi/{draft}/gui` shows the sending.
 */
import { useLocation, useRoute } from 'preact-iso';
import { useEffect } from 'preact/hooks';

import { fetchAhead } from '../app/fetchAhead.ts';
import { beginTask } from '../app/updates.ts';
import { ButtonLink } from '../patterns/Button.tsx';
import { Empty, SignInFirst, Skeleton } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { words } from './words.ts';
import { NewDraft, NewSupplement } from './BeginPages.tsx';
import { ApplicantStep } from './ApplicantStep.tsx';
import { CaseStep } from './CaseStep.tsx';
import type { Draft } from './draft.ts';
import { DraftsWaiting } from './DraftsWaiting.tsx';
import { OfficeStep } from './OfficeStep.tsx';
import { PaperStep } from './PaperStep.tsx';
import { keepSending } from './keepSending.ts';
import { isSomebodyElses, signedInOwner } from './owners.ts';
import { ReviewStep } from './ReviewStep.tsx';
import { SendingPage } from './SendingPage.tsx';
import { StorageNotice } from './StepPage.tsx';
import { APPLICANT, CASE, OFFICE, paperOfStep, REVIEW, SENDING, stepsOf } from './steps.ts';
import { useDraft, useSaving } from './useDraft.ts';
import { whoseItIs } from './whyItWaits.ts';

import './handin.css';

export default function PreparePage() {
  const { draftId = '', step = '' } = useRoute().params;
  const { query } = useLocation();
  useEffect(beginTask, []); // no new version takes the page away meanwhile
  useEffect(keepSending, []);
  useEffect(() => {
    fetchAhead('photoWorker');
    fetchAhead('PhotoEditor');
  }, []);
  if (draftId === 'moi') return <NewDraft code={query['thu-tuc'] ?? ''} chosenCase={query['truong-hop'] ?? null} />;
  if (draftId === 'bo-sung') return <NewSupplement dossierId={query['ho-so'] ?? ''} />;
  return <Prepare key={draftId} id={draftId} step={step} />;
}

function Prepare({ id, step }: { id: string; step: string }) {
  const { draft, fault } = useDraft(id);
  if (draft === null) return <NotHere />;
  if (!draft) {
    return (
      <Page title={words.handin.title}>{fault ? <StorageNotice sentence={fault} /> : <Skeleton />}</Page>
    );
  }
  if (isSomebodyElses(draft)) return <SomebodyElses draft={draft} />;
  if (draft.state !== 'editing') return <SendingPage draft={draft} step={step} />;
  // Fields keep what was typed; what another device wrote takes its place.
  return <Step key={`${step} ${draft.kept?.takenAt ?? ''}`} draft={draft} step={step} />;
}

function Step({ draft, step }: { draft: Draft; step: string }) {
  const { route } = useLocation();
  const [save] = useSaving(draft.id);
  const known = stepsOf(draft).includes(step);
  useEffect(() => {
    // Begun by nobody, it belongs to the first one who goes on with it signed in.
    if (known) void save(({ owner }) => ({ step, owner: owner ?? signedInOwner() }));
    else route(`/chuan-bi/${draft.id}/${step === SENDING ? REVIEW : draft.step}`, true);
  }, [known, step]);
  if (!known) return null;
  if (step === CASE) return <CaseStep draft={draft} />;
  if (step === APPLICANT) return <ApplicantStep draft={draft} />;
  if (step === OFFICE) return <OfficeStep draft={draft} />;
  if (step === REVIEW) return <ReviewStep draft={draft} />;
  return <PaperStep draft={draft} step={step} {...paperOfStep(draft, step)!} />;
}

/** Nothing of it but the masked number of who can go on. */
function SomebodyElses({ draft }: { draft: Draft }) {
  return (
    <Page title={words.handin.title} titleHidden>
      <SignInFirst why={whoseItIs(draft)} />
    </Page>
  );
}

function NotHere() {
  const { handin } = words;
  return (
    <Page title={handin.notHere} titleHidden>
      <Empty icon="folder" title={handin.notHere}>
        <p>{handin.notHereText}</p>
        <ButtonLink href="/ho-so">{handin.myDossiers}</ButtonLink>
        <ButtonLink kind="plain" href="/tra-cuu">
          {handin.findProcedure}
        </ButtonLink>
      </Empty>
      <DraftsWaiting />
    </Page>
  );
}
