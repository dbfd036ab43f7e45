/** My open dossiers on the home page: what is next and whose turn it is; mine stand first, in amber. */
import { isCitizen, me } from '../app/session.ts';
import { useResource } from '../app/useResource.ts';
import { loadMine } from '../dossiers/mine.ts';
import { dueOf, stateOf } from '../dossiers/states.ts';
import { ButtonLink } from '../patterns/Button.tsx';
import { Card, RowLink, Rows, Tag } from '../patterns/Card.tsx';
import { Loaded } from '../patterns/notices.tsx';
import { formatDate } from '../words/format.ts';
import { words } from '../words/index.ts';
import { contentLanguage } from './contentLanguage.ts';
import { openDossiers, READY, SUPPLEMENT, type Dossier, type OpenDossiers } from './openDossiers.ts';

export function MyDossiers() {
  const dossiers = useResource(isCitizen.value ? 'dossiers' : null, loadMine);
  if (!isCitizen.value) return me.value ? null : <SignInRow />;
  return (
    <section class="stack">
      <div class="heading-line">
        <h2>{words.lookup.myDossiers}</h2>
        <a class="touch" href="/ho-so">
          {words.shell.seeAll}
        </a>
      </div>
      <Loaded resource={dossiers} skeletonRows={2}>
        {({ items }) => <Open {...openDossiers(items)} />}
      </Loaded>
    </section>
  );
}

function Open({ toAct, others }: OpenDossiers) {
  if (toAct.length + others.length === 0) return <p class="quiet">{words.lookup.noOpenDossiers}</p>;
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
  const { yourTurn, next, supplement, collect, pay } = words.lookup;
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
  const { next, supplemented, dueOn, late, officesTurn } = words.lookup;
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

function SignInRow() {
  return (
    <Card>
      <RowLink href="/dang-nhap?next=/" icon="folder" title={words.lookup.signInForDossiers} />
    </Card>
  );
}
