/** The receipt of handing in, to show at the counter; also without a network once it was opened. */
import { useRoute } from 'preact-iso';

import type { Schemas } from '../api/client.ts';
import { ActionBar, ButtonLink } from '../patterns/Button.tsx';
import { Card, Fact, SummaryList } from '../patterns/Card.tsx';
import { Icon } from '../patterns/Icon.tsx';
import { Loaded } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { Qr } from '../patterns/qr/Qr.tsx';
import { AskForPush } from '../push/AskForPush.tsx';
import { ReceiptCard } from '../receipts/ReceiptCard.tsx';
import { formatDate, formatSize, formatTime } from '../words/format.ts';
import { words } from './words.ts';
import './dossiers.css';
import { NotMine } from './NotMine.tsx';
import { Preview } from './Preview.tsx';
import { ReceiptPdf } from './ReceiptPdf.tsx';
import { dueOf, stateOf } from './states.ts';
import { useDossier } from './useDossier.ts';

type Dossier = Schemas['OwnDossier'];

export default function HandedInPage() {
  const { id = '' } = useRoute().params;
  const resource = useDossier(id);
  const { dossiers } = words;
  if (!resource.data && resource.problem?.status === 404) return <NotMine />;
  return (
    <Page title={dossiers.handedIn}>
      <Loaded resource={resource}>
        {(dossier) => (
          <>
            <Preview dossier={dossier} />
            <Slip dossier={dossier} />
            <WhatNext dossier={dossier} />
            <ReceiptCard dossier={dossier} />
            <ReceiptPdf dossier={dossier} />
            <AskForPush />
            <ActionBar>
              <ButtonLink href={`/ho-so/${dossier.id}`}>{dossiers.openDossier}</ButtonLink>
            </ActionBar>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Slip({ dossier }: { dossier: Dossier }) {
  const { dossiers } = words;
  return (
    <Card tone="done">
      <div class="slip">
        <span class="mark mark-done">
          <Icon name="check" />
        </span>
        <p>{dossier.code ? dossiers.code : dossiers.submissionNumber}</p>
        <p class="slip-number number">{dossier.code ?? dossier.submission_number}</p>
        <Qr text={dossier.tracking_url} label={dossiers.qr} />
        <p class="quiet">{dossiers.qrHint}</p>
      </div>
      <SummaryList>
        {dossier.code && <Fact name={dossiers.submissionNumber}>{dossier.submission_number}</Fact>}
        <Fact name={dossiers.procedure}>
          <span lang="vi">{dossier.procedure_name}</span>
        </Fact>
        <Fact name={dossiers.submittedAt}>{formatTime(dossier.submitted_at)}</Fact>
        <Fact name={dossiers.office}>
          <span lang="vi">{dossier.agency_name}</span>
        </Fact>
        <Fact name={dossiers.papers(dossier.documents.length)}>
          <ul class="arrived">
            {dossier.documents.map(({ upload_id, requirement_name, file_name, size }) => (
              <li key={upload_id}>
                <Icon name="check" />
                <span>
                  <span lang="vi">{requirement_name ?? file_name}</span>{' '}
                  <span class="quiet">
                    {formatSize(size)}, {dossiers.arrived}
                  </span>
                </span>
              </li>
            ))}
          </ul>
          {dossier.documents.length === 0 && dossiers.noPapers}
        </Fact>
      </SummaryList>
    </Card>
  );
}

/** Before the first answer: until when it comes. Later: where the dossier stands now. */
function WhatNext({ dossier }: { dossier: Dossier }) {
  const { dossiers } = words;
  const due = dueOf(dossier);
  return (
    <Card title={dossiers.whatNext}>
      <div class="stack">
        {dossier.answer_due_on ? (
          <>
            <p>{dossiers.answerBy(formatDate(dossier.answer_due_on))}</p>
            <p>{dossiers.nextTold}</p>
          </>
        ) : (
          <>
            <p>
              <strong>{dossiers.states[stateOf(dossier).name][0]}.</strong> {dossiers.states[stateOf(dossier).name][1]}
            </p>
            {due.kind === 'date' && <p>{dossiers.dueOn(formatDate(due.day))}</p>}
          </>
        )}
        <p class="quiet">{dossiers.keepNumber}</p>
      </div>
    </Card>
  );
}
