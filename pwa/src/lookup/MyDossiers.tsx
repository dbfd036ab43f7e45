/** My open dossiers on the home page: what is next and whose turn it is; mine stand first, in amber. */
import { api, ask } from '../api/client.ts';
import { isCitizen, me } from '../app/session.ts';
import { useResource } from '../app/useResource.ts';
import { ButtonLink } from '../patterns/Button.tsx';
import { Card, RowLink, Rows } from '../patterns/Card.tsx';
import { Loaded } from '../patterns/notices.tsx';
import { formatDate } from '../words/format.ts';
import { words } from '../words/index.ts';
import { contentLanguage } from './contentLanguage.ts';
import { isMyTurn, openDossiers, READY, SUPPLEMENT, type Dossier } from './openDossiers.ts';

export function MyDossiers() {
  const dossiers = useResource(isCitizen.value ? 'dossiers' : null, () => ask(api.GET('/api/v1/dossiers')));
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
        {({ items }) => <Open dossiers={openDossiers(items)} />}
      </Loaded>
    </section>
  );
}

function Open({ dossiers }: { dossiers: Dossier[] }) {
  if (dossiers.length === 0) return <p class="quiet">{words.lookup.noOpenDossiers}</p>;
  const others = dossiers.filter((dossier) => !isMyTurn(dossier));
  return (
    <>
      {dossiers.filter(isMyTurn).map((dossier) => (
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
  const { next, supplementSent, dueOn, officesTurn } = words.lookup;
  const { status, status_name: name, due_on: due } = dossier;
  return (
    <>
      {status === SUPPLEMENT ? supplementSent : (next[status] ?? name)}
      {due && `, ${dueOn(formatDate(due))}`}
      <br />
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
