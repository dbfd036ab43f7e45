/** The state in words, with what it means and whose turn it is. */
import type { ComponentChildren } from 'preact';

import type { Schemas } from '../api/client.ts';
import { Card, Fact, SummaryList, type Tone } from '../patterns/Card.tsx';
import { Icon, type IconName } from '../patterns/Icon.tsx';
import { ButtonLink } from '../patterns/Button.tsx';
import { formatDate, formatMoney } from '../words/format.ts';
import { words } from './words.ts';
import { stateOf } from './states.ts';

interface StateCardProps {
  said: readonly [title: string, meaning: string];
  tone: Tone;
  icon: IconName;
  children?: ComponentChildren;
}

export function StateCard({ said: [title, meaning], tone, icon, children }: StateCardProps) {
  return (
    <Card tone={tone === 'soon' ? 'turn' : tone === 'done' ? 'done' : 'plain'}>
      <div class="stack">
        <div class="state">
          <span class={`mark mark-${tone}`}>
            <Icon name={icon} />
          </span>
          <h2>{title}</h2>
        </div>
        <p>{meaning}</p>
        {children}
      </div>
    </Card>
  );
}

type Dossier = Schemas['OwnDossier'];

/** The owner's card also says why, what exactly is asked for, and where to go. */
export function OwnState({ dossier }: { dossier: Dossier }) {
  const { dossiers } = words;
  const state = stateOf(dossier);
  return (
    <StateCard said={dossiers.states[state.name]} tone={state.tone} icon={state.icon}>
      {state.name !== 'supplemented' && <Cause status={dossier.status} timeline={dossier.timeline} />}
      {dossier.allowed_actions.includes('supplement') && (
        <ButtonLink icon="camera" href={`/chuan-bi/bo-sung?ho-so=${dossier.id}`}>
          {dossiers.supplement}
        </ButtonLink>
      )}
      {(dossier.status === 6 || dossier.status === 9) && (
        <SummaryList>
          <Fact name={dossiers.office}>
            {dossier.agency_name}
            {dossier.agency_address && `, ${dossier.agency_address}`}
          </Fact>
        </SummaryList>
      )}
    </StateCard>
  );
}

const causes: Record<number, string> = { 3: 'decline', 5: 'request_supplement', 6: 'request_payment', 8: 'stop' };

/** Why the dossier is where it is, in the office's words, and what exactly is asked for. */
export function Cause({ status, timeline }: { status: number; timeline: Dossier['timeline'] }) {
  const { dossiers } = words;
  const step = [...timeline].reverse().find(({ action }) => action === causes[status]);
  if (!step) return null;
  const papers = step.requested_papers?.filter(({ name }) => name) ?? [];
  return (
    <>
      {step.amount_vnd != null && (
        <p>
          <strong>{dossiers.amount(formatMoney(step.amount_vnd))}</strong>
        </p>
      )}
      {step.note && (
        <div>
          <p class="quiet">{dossiers.reason}:</p>
          <p class="words-of-others" lang="vi">
            {step.note}
          </p>
        </div>
      )}
      {step.answer_by && (
        <p>
          <strong>{dossiers.papersBy(formatDate(step.answer_by))}</strong>
        </p>
      )}
      {papers.length > 0 && (
        <div>
          <p class="quiet">{dossiers.requested}:</p>
          <ul class="plain-list" lang="vi">
            {papers.map(({ requirement_id, name, reason }) => (
              <li key={requirement_id}>
                {name}
                {reason && <span class="asked-why">{reason}</span>}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
