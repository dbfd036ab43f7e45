/** The lines of my open dossiers on the home page; they come with the other pages about dossiers. */
import { dueOf, stateOf } from '../dossiers/states.ts';
import { ButtonLink } from '../patterns/Button.tsx';
import { Card, RowLink, Rows, Tag } from '../patterns/Card.tsx';
import { formatDate } from '../words/format.ts';
import { contentLanguage } from './contentLanguage.ts';
import { words } from './openDossierWords.ts';
import { openDossiers, READY, SUPPLEMENT, type Dossier } from './openDossiers.ts';

export default function OpenDossierLines({ dossiers }: { dossiers: readonly Dossier[] }) {
  const { toAct, others } = openDossiers(dossiers);
  if (toAct.length + others.length === 0) return <p class="quiet">{words.openDossiers.noOpenDossiers}</p>;
  return (
    <>
      {toAct.map((dossier) => (
        <MyTurn key={dossier.id} dossier={dossier} />
      ))}
      {others.length > 0 && (
        <Card>
          <Rows>
            {others.map((dossier) => (
              <li key={dossier.id}>
                <RowLink href={`/ho-so/${dossier.id}`} title={<span lang={contentLanguage()}>{dossier.procedure_name}</span>}>
                  <Next dossier={dossier} />
                </RowLink>
              </li>
            ))}
          </Rows>
        </Card>
      )}
    </>
  );
}

function MyTurn({ dossier }: { dossier: Dossier }) {
  const { yourTurn, next, supplement, collect, pay } = words.openDossiers;
  const label = { [SUPPLEMENT]: supplement, [READY]: collect }[dossier.status] ?? pay;
  return (
    <Card tone="turn" title={`${yourTurn}: ${next[dossier.status]?.toLowerCase()}`}>
      <div class="stack">
        <p class="clamp" lang={contentLanguage()}>
          {dossier.procedure_name}
        </p>
        <ButtonLink kind="plain" href={`/ho-so/${dossier.id}`}>
          {label}
        </ButtonLink>
      </div>
    </Card>
  );
}

function Next({ dossier }: { dossier: Dossier }) {
  const { next, supplemented, dueOn, late, officesTurn } = words.openDossiers;
  const { status, status_name: name } = dossier;
  const due = dueOf(dossier);
  return (
    <>
      {stateOf(dossier).name === 'supplemented' ? supplemented : (next[status] ?? name)}
      {due.kind === 'date' && `, ${dueOn(formatDate(due.day))}`}
      <br />
      {due.kind === 'date' && due.tone === 'fault' && (
        <Tag tone="fault" icon="warning">
          {late}
        </Tag>
      )}{' '}
      {officesTurn}
    </>
  );
}
