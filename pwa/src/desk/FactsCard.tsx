import { ButtonLink } from '../patterns/Button.tsx';
import { Card, Fact, Folded, SummaryList, Tag } from '../patterns/Card.tsx';
import { Notice } from '../patterns/notices.tsx';
import { formatDate, formatTime } from '../words/format.ts';
import type { Dossier } from './actions.ts';
import { receiptOf } from './addresses.ts';
import { DueTag } from './QueuePane.tsx';
import { catalogueLang, deskWords } from './words/index.ts';

/** Who, what, by when: the few facts every officer needs first, the rest folded away. */
export function FactsCard({ dossier }: { dossier: Dossier }) {
  const { applicant } = dossier;
  return (
    <Card>
      <p class="desk-due">
        <Tag tone="waiting">{dossier.status_name}</Tag>
        {!dossier.finished_at && <DueTag dossier={dossier} />}
      </p>
      {dossier.withdrawal_requested && dossier.status === 4 && (
        <Notice tone="soon">
          <p>{deskWords.withdrawalAsked}</p>
        </Notice>
      )}
      <SummaryList>
        <Fact name={deskWords.procedure}>
          <span lang={catalogueLang()}>{dossier.procedure_name}</span>
        </Fact>
        {dossier.case && (
          <Fact name={deskWords.caseName}>
            <span lang={catalogueLang()}>{dossier.case}</span>
          </Fact>
        )}
        <Fact name={deskWords.applicant}>
          <strong>{applicant.full_name}</strong>
        </Fact>
        <Fact name={deskWords.phone}>{applicant.phone ? <a class="touch" href={`tel:${applicant.phone}`}>{applicant.phone}</a> : deskWords.none}</Fact>
        <Fact name={deskWords.identity}>
          <span class="number">{applicant.identity_number ?? deskWords.none}</span>
        </Fact>
        <Fact name={deskWords.due}>{dossier.due_on ? formatDate(dossier.due_on) : whyNoDueDate(dossier)}</Fact>
        {dossier.reappointed_on && <Fact name={deskWords.reappointed}>{formatDate(dossier.reappointed_on)}</Fact>}
        {dossier.note && <Fact name={deskWords.note}>{dossier.note}</Fact>}
      </SummaryList>
      <Signatures dossier={dossier} />
      <Folded title={deskWords.moreFacts}>
        <SummaryList>
          <Fact name={deskWords.number}>
            <span class="number">{dossier.submission_number}</span>
          </Fact>
          <Fact name={deskWords.channel}>{deskWords.channels[dossier.channel] ?? dossier.channel}</Fact>
          <Fact name={deskWords.submitted}>{formatTime(dossier.submitted_at)}</Fact>
          {dossier.received_at && <Fact name={deskWords.received}>{formatTime(dossier.received_at)}</Fact>}
          <Fact name={deskWords.assignee}>{dossier.assignee ?? deskWords.none}</Fact>
          {dossier.supplement_count > 0 && <Fact name={deskWords.actionNames.request_supplement!}>{deskWords.supplementsAsked(dossier.supplement_count)}</Fact>}
        </SummaryList>
      </Folded>
      <ButtonLink href={receiptOf(dossier.id)} kind="plain" icon="file" newTab>
        {dossier.received_at ? deskWords.printReceipt : deskWords.printAcknowledgement}
      </ButtonLink>
      <ButtonLink href={dossier.control_slip_url} kind="plain" icon="file" newTab>
        {deskWords.printControlSlip}
      </ButtonLink>
    </Card>
  );
}

function whyNoDueDate({ received_at, has_time_limit }: Dossier): string {
  if (!has_time_limit) return deskWords.noLimit;
  return received_at ? deskWords.noDueDate : deskWords.dueAtReception;
}

/** How far the result is, once somebody works on it. */
function Signatures({ dossier: { signatures, status } }: { dossier: Dossier }) {
  if (status !== 4 && status !== 9) return null;
  return (
    <p class="desk-due">
      {Object.entries(deskWords.signatures).map(([key, name]) => (
        <Tag key={key} tone={signatures[key] ? 'done' : 'waiting'} {...(signatures[key] ? { icon: 'check' as const } : {})}>
          {signatures[key] ? deskWords.signatureDone(name) : deskWords.signatureOpen(name)}
        </Tag>
      ))}
    </p>
  );
}
