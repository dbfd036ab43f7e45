/** After 'Nộp hồ sơ': how much has arrived, why it waits, and what to do when it cannot go on. */
import { useLocation } from 'preact-iso';
import { useEffect } from 'preact/hooks';

import { Button, ButtonLink } from '../patterns/Button.tsx';
import { Card, Tag } from '../patterns/Card.tsx';
import { Notice, Progress } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { formatSize } from '../words/format.ts';
import { words } from './words.ts';
import type { Draft } from './draft.ts';
import { change } from './drafts.ts';
import { takenApart } from './joinPages.ts';
import { sendNow } from './keepSending.ts';
import { Thumbnail } from './Pages.tsx';
import { RemoveDraft } from './RemoveDraft.tsx';
import { SENDING } from './steps.ts';
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
    <Page title={state === 'stuck' ? handin.stuck : handin.sendingTitle} above={<span lang="vi">{draft.procedure.name}</span>}>
      {!handedIn && state !== 'stuck' && (
        <Card>
          <Progress label={`${handin.sending} ${formatSize(sent)} / ${formatSize(size)}`} done={sent} of={size} />
        </Card>
      )}
      <State draft={draft} />
      {!handedIn && (
        <>
          <Actions draft={draft} />
          <Files draft={draft} />
        </>
      )}
    </Page>
  );
}

/** Announced when it changes, and not at every piece that arrives. */
function State({ draft }: { draft: Draft }) {
  const { handin } = words;
  const { state, trouble } = draft;
  const tone = state === 'handed_in' ? 'done' : state === 'stuck' ? 'fault' : trouble ? 'soon' : 'waiting';
  return (
    <div role="status">
      <Notice tone={tone} {...(trouble?.code === 'no_answer' ? { icon: 'offline' as const } : {})}>
        <p>{whyItWaits(draft)}</p>
        {state === 'stuck' && !draft.attempted && <p>{handin.stuckText}</p>}
        {draft.attempted && trouble && state !== 'stuck' && <p>{handin.perhapsIn}</p>}
        {(state === 'sending' || (state === 'waiting' && !trouble)) && <p>{handin.leave}</p>}
      </Notice>
    </div>
  );
}

function Files({ draft }: { draft: Draft }) {
  return (
    <ul class="pages">
      {draft.files.map((file) => (
        <li key={file.id} class="card">
          <Thumbnail file={file} />
          <p class="break">{file.name}</p>
          <p>
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
  const { route } = useLocation();
  const { state, trouble, attempted } = draft;
  const again = encodeURIComponent(`/chuan-bi/${draft.id}/${SENDING}`);
  const needsSignIn = trouble?.code === 'sign_in' || trouble?.code === 'other_owner';
  // What may have been handed in already is not changed: it would be another dossier under the same number.
  const takeBack = async () => {
    await change(draft.id, (now) => (now.attempted || now.state === 'handed_in' ? undefined : takenApart(now)));
  };
  return (
    <div class="stack">
      {needsSignIn && <ButtonLink href={`/dang-nhap?next=${again}`}>{words.shell.signIn}</ButtonLink>}
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
