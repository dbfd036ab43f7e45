/** One procedure of a decision: what is to be done, recording it, and every line that was written. */
import { useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';

import { api, ask } from '../../api/client.ts';
import { useResource } from '../../app/useResource.ts';
import { ButtonLink } from '../../patterns/Button.tsx';
import { Card, Fact, Folded, SummaryList, Tag } from '../../patterns/Card.tsx';
import { Icon } from '../../patterns/Icon.tsx';
import { Loaded, Notice } from '../../patterns/notices.tsx';
import { Page } from '../../patterns/Page.tsx';
import { Timeline } from '../../patterns/Timeline.tsx';
import { formatDate, formatShortDate, formatTime } from '../../words/format.ts';
import { formatDoneOn } from '../../words/posting.ts';
import { catalogueLang } from '../words/index.ts';
import { CorrectForm } from './CorrectForm.tsx';
import { ICONS, TONES } from './marks.ts';
import { photoAddress } from './photo.ts';
import { DueTag } from './RegisterPage.tsx';
import { StepForm, type Posting } from './StepForm.tsx';
import { words } from './words.ts';

export function PostingPage() {
  const item = useRoute().params.item ?? '';
  const posting = useResource(`posting ${item}`, () => ask(api.GET('/api/v1/desk/postings/{item_id}', { params: { path: { item_id: item as unknown as number } } })), {
    keep: 'nothing',
  });
  const [recorded, setRecorded] = useState(0);
  const onRecorded = (after: Posting) => {
    posting.replace(after);
    setRecorded((count) => count + 1);
  };
  return (
    <Page title={posting.data?.procedure_name ?? words.title} titleLang={catalogueLang()} back="/can-bo/niem-yet" backLabel={words.toRegister} above={posting.data?.procedure_code}>
      <div role="status">
        {recorded > 0 && (
          <Notice tone="done">
            <p>{words.recorded}</p>
          </Notice>
        )}
      </div>
      <Loaded resource={posting}>
        {(found) => (
          <>
            <p class="desk-due">
              <DueTag row={found} />
              <span>
                {words.publishBy}: {formatDate(found.publish_by)}
              </span>
            </p>
            <OfficeCard posting={found} onRecorded={onRecorded} />
            <ElectronicCard posting={found} onRecorded={onRecorded} />
            {found.allowed_actions.length === 0 && <p class="quiet">{words.readOnly}</p>}
            <Gaps posting={found} />
            <More key={recorded} posting={found} onRecorded={onRecorded} />
            <Lines posting={found} />
            <Facts posting={found} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

interface PartProps {
  posting: Posting;
  onRecorded: (after: Posting) => void;
}

function Facts({ posting }: { posting: Posting }) {
  return (
    <Card title={words.decision}>
      <SummaryList>
        <Fact name={words.decision}>{words.decidedBy(posting.decision_number, formatShortDate(posting.decided_on))}</Fact>
        <Fact name={words.issuer}>
          <span lang={catalogueLang()}>{posting.issuer}</span>
        </Fact>
        <Fact name={words.effect}>{words.effects[posting.effect]}</Fact>
        <Fact name={words.effectiveFrom}>{formatShortDate(posting.effective_from)}</Fact>
        <Fact name={words.score}>{posting.score === null ? words.scoreNone : words.scoreOf(posting.score)}</Fact>
      </SummaryList>
      <div class="buttons">
        <ButtonLink kind="quiet" href={`/thu-tuc/${posting.procedure_code}`}>
          {words.openProcedure}
        </ButtonLink>
      </div>
    </Card>
  );
}

function Stands({ posting, way }: { posting: Posting; way: 'office' | 'electronic' }) {
  const status = posting[`${way}_status`];
  const on = posting[`${way}_on`];
  return (
    <p class="desk-due">
      <Tag tone={TONES[status]} icon={ICONS[status]}>
        {words.statuses[status]}
      </Tag>
      <span>{on ? words.doneOn(formatDoneOn(on, posting[`${way}_recorded_on`], posting.publish_by)) : words.notDone}</span>
    </p>
  );
}

function OfficeCard({ posting, onRecorded }: PartProps) {
  const abolishes = posting.effect === 'abolish';
  const photo = [...posting.entries].reverse().find((line) => line.step === 'office')?.photo_id;
  return (
    <Card title={abolishes ? words.abolishTitle : words.postTitle}>
      <div class="stack">
        <Stands posting={posting} way="office" />
        {posting.office_on && photo && <Photo id={photo} />}
        {!posting.office_on && posting.allowed_actions.includes('post_at_office') && (
          <StepForm
            posting={posting}
            action="post_at_office"
            label={abolishes ? words.recordAbolished : words.recordPosted}
            withPhoto={!abolishes}
            onRecorded={onRecorded}
          />
        )}
      </div>
    </Card>
  );
}

function ElectronicCard({ posting, onRecorded }: PartProps) {
  return (
    <Card title={words.electronicTitle}>
      <div class="stack">
        <Stands posting={posting} way="electronic" />
        {!posting.electronic_on && posting.allowed_actions.includes('publish_electronically') && (
          <StepForm posting={posting} action="publish_electronically" label={words.recordElectronic} onRecorded={onRecorded} />
        )}
      </div>
    </Card>
  );
}

function Gaps({ posting }: { posting: Posting }) {
  if (posting.gaps.length === 0) return null;
  return (
    <Notice tone="soon" title={words.gapsTitle}>
      <ul class="plain-list">
        {posting.gaps.map((gap) => (
          <li key={gap}>{words.gaps[gap]}</li>
        ))}
        {posting.missing_parts.length > 0 && <li>{words.lacks(posting.missing_parts.map((part) => words.parts[part]).join(', '))}</li>}
      </ul>
    </Notice>
  );
}

/** Rare and folded away: taking down, correcting. */
function More({ posting, onRecorded }: PartProps) {
  const may = posting.allowed_actions;
  const canTakeDown = may.includes('take_down') && posting.office_on && !posting.withdrawn_on && posting.effect !== 'abolish';
  const canCorrect = may.includes('correct') && posting.entries.length > 0;
  if (!canTakeDown && !canCorrect) return null;
  return (
    <Card>
      {canTakeDown && (
        <Folded title={words.takeDownTitle}>
          <p class="hint">{words.takeDownHint}</p>
          <StepForm posting={posting} action="take_down" label={words.takeDown} withReason onRecorded={onRecorded} />
        </Folded>
      )}
      {canCorrect && (
        <Folded title={words.correctTitle}>
          <CorrectForm posting={posting} onRecorded={onRecorded} />
        </Folded>
      )}
    </Card>
  );
}

function Lines({ posting }: { posting: Posting }) {
  const steps = posting.entries
    .map((line) => ({
      key: line.number,
      title: titleOf(line),
      when: `${formatTime(line.recorded_at)} · ${line.officer_name}, ${line.officer_position}`,
      tone: line.is_correction ? ('soon' as const) : ('done' as const),
      children: line.reason && <p class="desk-said">{line.reason}</p>,
    }))
    .reverse();
  return (
    <Card title={words.history}>
      {steps.length === 0 ? <p class="quiet">{words.historyEmpty}</p> : <Timeline steps={steps} label={words.history} />}
    </Card>
  );
}

function titleOf({ step, on, is_correction: isCorrection }: Posting['entries'][number]): string {
  const name = words.steps[step];
  if (!on) return words.lineTakenBack(name);
  return isCorrection ? words.lineCorrected(name, formatShortDate(on)) : words.lineDone(name, formatShortDate(on));
}

function Photo({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="folded" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span>{words.seePhoto}</span>
        <Icon name="down" />
      </summary>
      {open && (
        <div class="desk-picture">
          <img src={photoAddress(id)} alt={words.photo} />
        </div>
      )}
    </details>
  );
}
