/** Everything once more before it goes out; what is missing is a warning, never a wall: the office takes it. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';

import { network } from '../app/network.ts';
import { isCitizen, isOfficer } from '../app/session.ts';
import { Button, ButtonLink } from '../patterns/Button.tsx';
import { Card, Fact, SummaryList } from '../patterns/Card.tsx';
import { Field } from '../patterns/forms.tsx';
import { Notice } from '../patterns/notices.tsx';
import { formatCount, formatSize } from '../words/format.ts';
import { language } from '../words/index.ts';
import { words } from './words.ts';
import { rememberApplicant } from './applicant.ts';
import { AskedReason } from './Asked.tsx';
import type { Draft, Paper } from './draft.ts';
import { Duplicate } from './Duplicate.tsx';
import { limitInWords } from './fileRules.ts';
import { isPage, joinAndHandOver, TooLargeTogether } from './joinPages.ts';
import { sendNow, syncLater } from './keepSending.ts';
import { isSomebodyElses, signedInOwner } from './owners.ts';
import { Thumbnail } from './Pages.tsx';
import { Told } from './PaperStep.tsx';
import { FROM_REVIEW, StepPage } from './StepPage.tsx';
import { identityNumberOf } from '../rules/identityNumber.ts';
import { digitsOf } from '../rules/phone.ts';
import { APPLICANT, askedPapers, CASE, filesOf, firstGap, missingPapers, OFFICE, paperStep, REVIEW, timeLimitOf } from './steps.ts';
import { useSaving } from './useDraft.ts';

const LONGEST_NOTE = 2_000;

export function ReviewStep({ draft }: { draft: Draft }) {
  const { handin } = words;
  const isDossier = draft.kind === 'dossier';
  const [save, savingFault] = useSaving(draft.id);
  const [note, setNote] = useState(draft.note);
  const noteError = note.length > LONGEST_NOTE ? handin.noteLong : undefined;
  const putNote = (typed: string) => {
    setNote(typed);
    void save(() => ({ note: typed }));
  };
  return (
    <StepPage
      draft={draft}
      step={REVIEW}
      title={isDossier ? handin.reviewTitle : handin.reviewSupplement}
      fault={savingFault}
      action={<HandIn draft={draft} blocked={noteError !== undefined} />}
    >
      {isDossier && <Facts draft={draft} />}
      {draft.request && (
        <Card tone="turn" title={handin.asked}>
          <p>{draft.request}</p>
        </Card>
      )}
      <Papers draft={draft} />
      {isDossier && <Missing draft={draft} />}
      <Duplicate draft={draft} />
      <Field id="note" label={handin.note} value={note} onInput={putNote} lines={3} error={noteError} optional />
    </StepPage>
  );
}

/** Signing in is asked for here and not before; the draft waits meanwhile. */
function HandIn({ draft, blocked }: { draft: Draft; blocked: boolean }) {
  const { handin } = words;
  const { route } = useLocation();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const gap = firstGap(draft);

  const handIn = async () => {
    if (busy || blocked) return;
    if (gap) return route(`/chuan-bi/${draft.id}/${gap}`);
    setBusy(true);
    setFault('');
    try {
      await joinAndHandOver(draft.id, (now) => (isSomebodyElses(now) ? undefined : handedOver(now, signedInOwner())));
    } catch (thrown) {
      setBusy(false);
      return setFault(whyNotJoined(thrown));
    }
    rememberApplicant(draft);
    sendNow(); // the page follows the draft's new state
    void syncLater();
  };

  // Without a network nobody can sign in: then it is put into the outbox all the same, and waits there for who it is of.
  const canSignIn = network.value === 'online' || isOfficer.value;
  if (!isCitizen.value && canSignIn) {
    const next = encodeURIComponent(`/chuan-bi/${draft.id}/${REVIEW}`);
    return (
      <>
        <p class="hint">{isOfficer.value ? handin.officerCannot : handin.signInWhy}</p>
        <ButtonLink href={`/dang-nhap?next=${next}`}>{handin.signInToSend}</ButtonLink>
      </>
    );
  }
  return (
    <>
      {fault && (
        <Notice tone="fault" live>
          <p>{fault}</p>
        </Notice>
      )}
      {!fault && draft.files.length === 0 && <p class="hint">{handin.needsFile}</p>}
      {!isCitizen.value && <p class="hint">{handin.signInLater}</p>}
      <Button icon="send" busy={busy} onClick={handIn}>
        {draft.kind === 'dossier' ? handin.handIn : handin.handInSupplement}
      </Button>
    </>
  );
}

function whyNotJoined(thrown: unknown): string {
  const { handin } = words;
  if (thrown instanceof TooLargeTogether) return handin.joinTooLarge(thrown.paper, formatSize(thrown.bytes), limitInWords(thrown.limit));
  return thrown instanceof TypeError ? handin.joinFailed : handin.full;
}

/** As the service will be asked to take it; from here on the outbox owns it. */
function handedOver(draft: Draft, owner: Draft['owner']): Draft {
  const { full_name, phone, identity_number } = draft.applicant;
  const applicant = { full_name: full_name.trim(), phone: digitsOf(phone), identity_number: identityNumberOf(identity_number) };
  return { ...draft, applicant, owner, language, state: 'waiting', trouble: null, triedAt: 0 };
}

function Facts({ draft }: { draft: Draft }) {
  const { handin } = words;
  const { procedure, applicant, office } = draft;
  const limit = timeLimitOf(procedure, draft.case);
  const fees = procedure.fees.join('; ');
  return (
    <Card>
      <SummaryList>
        <Fact name={handin.procedure}>
          <span lang="vi">{procedure.name}</span>
        </Fact>
        {procedure.cases.length > 0 && (
          <Fact name={handin.caseName} action={<Change draft={draft} step={CASE} what={handin.caseName} />}>
            <span lang="vi">{draft.case ?? handin.caseUnsure}</span>
          </Fact>
        )}
        <Fact name={handin.applicant} action={<Change draft={draft} step={APPLICANT} what={handin.applicant} />}>
          {[applicant.full_name, applicant.phone, applicant.identity_number].filter(Boolean).join(' · ') || handin.noFiles}
        </Fact>
        <Fact name={handin.office} action={<Change draft={draft} step={OFFICE} what={handin.office} />}>
          {office ? (
            <>
              <span lang="vi">{office.name}</span>
              <span class="choice-hint">{office.mandate ? handin.officeMandate : handin.officePrecheck}</span>
            </>
          ) : (
            handin.noFiles
          )}
        </Fact>
        <Fact name={handin.limit}>
          {limit?.quantity ? handin.timeLimit(formatCount(limit.quantity), limit.unit ?? '') : handin.limitUnknown}
        </Fact>
        <Fact name={handin.fee}>
          {procedure.feeKind === 'free' ? handin.free : <span lang={fees ? 'vi' : undefined}>{fees || handin.feeUnknown}</span>}
        </Fact>
      </SummaryList>
    </Card>
  );
}

function Change({ draft, step, what, label }: { draft: Draft; step: string; what: string; label?: string }) {
  return (
    <a class="touch" href={`/chuan-bi/${draft.id}/${step}${FROM_REVIEW}`}>
      {label ?? words.shell.edit} <span class="visually-hidden">{what}</span>
    </a>
  );
}

function Papers({ draft }: { draft: Draft }) {
  return (
    <Card title={words.handin.papers}>
      <SummaryList>
        {askedPapers(draft).map((paper, index) => (
          <PaperFact key={paper.id} draft={draft} paper={paper} index={index} />
        ))}
      </SummaryList>
      <Told draft={draft} />
    </Card>
  );
}

function PaperFact({ draft, paper, index }: { draft: Draft; paper: Paper; index: number }) {
  const { handin } = words;
  const files = filesOf(draft, paper);
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const counted = files.every(isPage) ? handin.pagesAnd : handin.filesAnd;
  return (
    <div class="fact">
      <dt lang="vi">{paper.name}</dt>
      <dd>
        <AskedReason draft={draft} paper={paper} />
        {files.length > 0 && (
          <span class="thumbnails">
            {files.map((file) => (
              <Thumbnail key={file.id} file={file} />
            ))}
          </span>
        )}
        {files.length > 0 ? counted(files.length, formatSize(size)) : draft.skipped.includes(paper.id) ? handin.skip : handin.noFiles}
      </dd>
      <dd class="fact-action">
        <Change draft={draft} step={paperStep(index)} what={paper.name} {...(files.length > 0 ? {} : { label: handin.add })} />
      </dd>
    </div>
  );
}

function Missing({ draft }: { draft: Draft }) {
  const { handin } = words;
  const missing = missingPapers(draft);
  if (missing.length === 0) return null;
  return (
    <Notice tone="soon" icon="warning" title={handin.missing(missing.length)}>
      <ul class="plain-list" lang="vi">
        {missing.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
      <p>{draft.files.length > 0 ? handin.missingText : handin.needsFile}</p>
    </Notice>
  );
}
