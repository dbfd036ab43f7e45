/** One dossier of mine: where it stands, until when, what has happened, what I can do. */
import { useRoute } from 'preact-iso';
import { useEffect } from 'preact/hooks';

import { api, ask, type Schemas } from '../api/client.ts';
import { useResource } from '../app/useResource.ts';
import { markDossierRead } from '../inbox/unread.ts';
import { ButtonLink } from '../patterns/Button.tsx';
import { Card, Fact, Folded, SummaryList } from '../patterns/Card.tsx';
import { Loaded } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { ReceiptCard } from '../receipts/ReceiptCard.tsx';
import { formatDate, formatTime } from '../words/format.ts';
import { words } from './words.ts';
import './dossiers.css';
import { Call, DueCard } from './DueCard.tsx';
import { NotMine } from './NotMine.tsx';
import { OpenRatings } from './OpenRatings.tsx';
import { Papers } from './Papers.tsx';
import { Preview } from './Preview.tsx';
import { rateable } from './rateable.ts';
import { ReceiptPdf } from './ReceiptPdf.tsx';
import { OwnState } from './StateCard.tsx';
import { dueOf } from './states.ts';
import { Steps } from './Steps.tsx';
import { useDossier } from './useDossier.ts';
import { Withdraw } from './Withdraw.tsx';

type Dossier = Schemas['OwnDossier'];

export default function DossierPage() {
  const { id = '' } = useRoute().params;
  const resource = useDossier(id);
  const { data, problem } = resource;
  const steps = data?.timeline.length;
  // Once it is over, rating is what is left to do.
  const ratings = <Ratings id={id} seen={steps ?? 0} />;
  useEffect(() => {
    if (steps) void markDossierRead(id);
  }, [id, steps]);
  if (!data && problem?.status === 404) return <NotMine />;
  return (
    <Page
      title={data?.procedure_name ?? words.dossiers.openDossier}
      titleLang={data ? 'vi' : undefined}
      above={data && <span class="number">{data.code ?? data.submission_number}</span>}
      back="/ho-so"
      backLabel={words.dossiers.title}
    >
      <Loaded resource={resource}>
        {(dossier) => (
          <>
            <OwnState dossier={dossier} />
            <Preview dossier={dossier} />
            <DueCard due={dueOf(dossier)} answerBy={dossier.answer_due_on} hotline={dossier.agency_hotline} />
            {dossier.finished_at && ratings}
            <Steps timeline={dossier.timeline} />
            {!dossier.finished_at && ratings}
            <Papers dossier={dossier} />
            <ReceiptCard dossier={dossier} />
            <About dossier={dossier} />
            <Receipt dossier={dossier} />
            <Withdraw dossier={dossier} onDone={resource.replace} onStale={resource.reload} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** What may be rated; when it cannot be asked, the page does without. `seen` steps: a new step may open a stage. */
function Ratings({ id, seen }: { id: string; seen: number }) {
  const { data } = useResource(
    `dossier-ratings ${id} ${seen}`,
    () => ask(api.GET('/api/v1/dossiers/{dossier_id}/ratings', { params: { path: { dossier_id: id } } })),
    { keep: 'nothing' },
  );
  return <OpenRatings items={(data?.items ?? []).map((stage) => rateable(id, stage))} />;
}

function About({ dossier }: { dossier: Dossier }) {
  const { dossiers } = words;
  return (
    <Card>
      <Folded title={dossiers.about}>
        <SummaryList>
          {dossier.code && <Fact name={dossiers.code}>{dossier.code}</Fact>}
          <Fact name={dossiers.submissionNumber}>{dossier.submission_number}</Fact>
          <Fact name={dossiers.submittedAt}>{formatTime(dossier.submitted_at)}</Fact>
          {dossier.finished_at && <Fact name={dossiers.finished}>{formatTime(dossier.finished_at)}</Fact>}
          {dossier.due_on && dossier.finished_at && <Fact name={dossiers.due}>{formatDate(dossier.reappointed_on ?? dossier.due_on)}</Fact>}
          {dossier.case && (
            <Fact name={dossiers.kase}>
              <span lang="vi">{dossier.case}</span>
            </Fact>
          )}
          {dossier.note && (
            <Fact name={dossiers.yourNote}>
              <span class="words-of-others">{dossier.note}</span>
            </Fact>
          )}
          <Fact name={dossiers.office}>
            <a href={`/co-quan/${encodeURIComponent(dossier.agency_code)}`} lang="vi">
              {dossier.agency_name}
            </a>
          </Fact>
          {dossier.agency_address && <Fact name={dossiers.address}>{dossier.agency_address}</Fact>}
        </SummaryList>
        {dossier.agency_hotline && <Call number={dossier.agency_hotline} />}
      </Folded>
    </Card>
  );
}

function Receipt({ dossier }: { dossier: Dossier }) {
  const { dossiers } = words;
  return (
    <>
      <ReceiptPdf dossier={dossier} />
      <ButtonLink kind="plain" icon="qr" href={`/ho-so/${dossier.id}/da-nop`}>
        {dossiers.showReceipt}
      </ButtonLink>
    </>
  );
}
