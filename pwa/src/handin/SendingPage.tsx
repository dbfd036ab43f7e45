/** After 'Nộp hồ sơ': how much has arrived, why it waits, and what to do when it cannot go on. */
import { useLocation } from 'preact-iso';
import { useEffect } from 'preact/hooks';

import { isCitizen, me } from '../app/session.ts';
import { Button, ButtonLink } from '../patterns/Button.tsx';
import { Card, Tag } from '../patterns/Card.tsx';
import { Notice, Progress } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { formatShortDate, formatSize } from '../words/format.ts';
import { language } from '../words/index.ts';
import { words } from './words.ts';
import { rememberApplicant } from './applicant.ts';
import type { Draft } from './draft.ts';
import { change } from './drafts.ts';
import { takenApart } from './joinPages.ts';
import { sendNow } from './keepSending.ts';
import { Thumbnail } from './Pages.tsx';
import { RemoveDraft } from './RemoveDraft.tsx';
import { signedInOwner } from './owners.ts';
import { PhoneNotices } from './PhoneNotices.tsx';
import { askedPapers, paperStep, SENDING } from './steps.ts';
import { whyItWaits } from './whyItWaits.ts';

export function SendingPage({ draft, step }: { draft: Draft; step: string }) {
  const { handin } = words;
  const { route } = useLocation();
  const { state, files, dossierId, kind } = draft;
  const handedIn = state === 'handed_in';
  useEffect(() => {
    if (step !== SENDING) route(`/chuan-bi/${draft.id}/${SENDING}`, true);
  }, [step]);
  useEffect(() => {
    if (handedIn) route(kind === 'dossier' ? `/ho-so/${dossierId}/da-nop` : `/ho-so/${dossierId}`, true);
  }, [handedIn]);

  useEffect(() => scrollTo(0, 0), []); // the review was long, and the state stands on top

  const size = files.reduce((sum, file) => sum + file.size, 0);
  const sent = files.reduce((sum, file) => sum + file.offset, 0);
  return (
    <Page title={titleOf(draft)} above={<span lang="vi">{draft.procedure.name}</span>}>
      {!handedIn && state !== 'stuck' && (
        <Card>
          <Progress label={`${handin.sending} ${formatSize(sent)} / ${formatSize(size)}`} done={sent} of={size} />
        </Card>
      )}
      <State draft={draft} />
      {!handedIn && (
        <>
          <Actions draft={draft} />
          <PhoneNotices draft={draft} />
          <Files draft={draft} />
        </>
      )}
    </Page>
  );
}

function titleOf({ state, trouble, owner }: Draft): string {
  const { handin } = words;
  if (state === 'stuck') return handin.stuck;
  if (trouble && NEEDS_SIGN_IN.includes(trouble.code)) return handin.signInTitle;
  return trouble || !owner ? handin.waitsTitle : handin.sendingTitle;
}

/** Later than that nobody needs to know. */
const SOON_MS = 3 * 24 * 3600_000;
const NEEDS_SIGN_IN = ['sign_in', 'other_owner', 'who_sends'];

/** Announced when it changes, and not at every piece that arrives. */
function State({ draft }: { draft: Draft }) {
  const { handin } = words;
  const { state, trouble, files, owner } = draft;
  const arrived = files.filter((file) => file.offset === file.size).length;
  const until = Math.min(...files.filter(({ offset, size }) => offset > 0 && offset < size).map(({ keptUntil }) => keptUntil ?? Infinity));
  const tone = state === 'handed_in' ? 'done' : state === 'stuck' ? 'fault' : trouble ? 'soon' : 'waiting';
  return (
    <div role="status">
      <Notice tone={tone} {...(trouble?.code === 'no_answer' ? { icon: 'offline' as const } : {})}>
        <p>{whyItWaits(draft)}</p>
        {files.length > 1 && arrived > 0 && <p>{handin.filesArrived(arrived, files.length)}</p>}
        {!owner && state === 'waiting' && trouble?.code !== 'who_sends' && <p>{handin.notSignedIn}</p>}
        {state === 'waiting' && until < Date.now() + SOON_MS && <p>{handin.partKept(formatShortDate(new Date(until).toISOString()))}</p>}
        {state === 'stuck' && !draft.attempted && <p>{handin.stuckText}</p>}
        {draft.attempted && trouble && state !== 'stuck' && <p>{handin.perhapsIn}</p>}
        {owner && (state === 'sending' || (state === 'waiting' && !trouble)) && <p>{handin.leave}</p>}
      </Notice>
    </div>
  );
}

function Files({ draft }: { draft: Draft }) {
  return (
    <ul class="pages files-sent">
      {draft.files.map((file) => (
        <li key={file.id} class="card">
          <Thumbnail file={file} />
          <p class="break">
            {file.name}
            <br />
            {file.offset === file.size ? (
              <Tag tone="done" icon="check">
                {words.handin.arrived}
              </Tag>
            ) : (
              <span class="quiet number">
                {file.offset > 0 && `${formatSize(file.offset)} / `}
                {formatSize(file.size)}
              </span>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Actions({ draft }: { draft: Draft }) {
  const { handin } = words;
  const { route, query } = useLocation();
  const { state, trouble, attempted } = draft;
  const again = encodeURIComponent(`/chuan-bi/${draft.id}/${SENDING}?gui`);
  const needsSignIn = trouble !== null && NEEDS_SIGN_IN.includes(trouble.code);
  const isNobodys = draft.owner === null && isCitizen.value;
  // What may have been handed in already is not changed: it would be another dossier under the same number.
  const takeBack = async () => {
    const taken = await change(draft.id, (now) => (now.attempted || now.state === 'handed_in' ? undefined : takenApart(now)));
    const of = taken?.files.find(({ id }) => id === taken.trouble?.fileId)?.paperId;
    const page = askedPapers(draft).findIndex(({ id }) => id === of);
    if (page >= 0) route(`/chuan-bi/${draft.id}/${paperStep(page)}`, true);
  };
  const sendAsMe = async () => {
    const mine = await change(draft.id, (now) => (now.owner === null ? { ...now, owner: signedInOwner(), language, trouble: null, triedAt: 0 } : undefined));
    if (mine) rememberApplicant(mine);
    sendNow();
  };
  // Whoever signs in from here has said that it is theirs.
  const cameBack = 'gui' in query;
  useEffect(() => {
    if (isNobodys && cameBack) void sendAsMe();
  }, [isNobodys, cameBack]);
  return (
    <div class="stack">
      {isNobodys && <Button onClick={sendAsMe}>{handin.sendAs(me.value?.phone ?? '')}</Button>}
      {needsSignIn && !isNobodys && <ButtonLink href={`/dang-nhap?next=${again}`}>{words.shell.signIn}</ButtonLink>}
      {state === 'waiting' && trouble && !needsSignIn && <Button onClick={sendNow}>{handin.tryNow}</Button>}
      {state === 'stuck' && attempted && <ButtonLink href={`/ho-so/${draft.dossierId}`}>{handin.toDossier}</ButtonLink>}
      {!attempted && (
        <Button kind={state === 'stuck' ? 'main' : 'plain'} onClick={takeBack}>
          {handin.takeBack}
        </Button>
      )}
      {state === 'stuck' && <RemoveDraft draft={draft} onRemoved={() => route('/', true)} />}
    </div>
  );
}
