/** My open dossiers on the home page: what is next and whose turn it is; mine stand first, in amber. */
import { useEffect, useState } from 'preact/hooks';

import { unanswered } from '../api/problem.ts';
import { isCitizen, me } from '../app/session.ts';
import { useResource } from '../app/useResource.ts';
import { loadMine } from '../dossiers/mine.ts';
import { Card, RowLink } from '../patterns/Card.tsx';
import { Loaded, ProblemNotice, Skeleton } from '../patterns/notices.tsx';
import { words } from '../words/index.ts';

type Lines = (typeof import('./openDossierLines.tsx'))['default'];

export function MyDossiers() {
  if (!isCitizen.value) return me.value ? null : <SignInRow />;
  return (
    <section class="stack">
      <div class="heading-line">
        <h2>{words.lookup.myDossiers}</h2>
        <a class="touch" href="/ho-so">
          {words.shell.seeAll}
        </a>
      </div>
      <Open />
    </section>
  );
}

/** Their lines are a part that is kept for who is signed in (see app/fetchAhead.ts); others need not fetch it. */
function Open() {
  const dossiers = useResource('dossiers', loadMine);
  const [Lines, setLines] = useState<Lines | null>();
  const load = () => {
    setLines(undefined);
    import('./openDossierLines.tsx').then(
      (part) => setLines(() => part.default),
      () => setLines(null),
    );
  };
  useEffect(load, []);
  if (Lines === null) return <ProblemNotice problem={unanswered()} onRetry={load} />;
  if (!Lines) return <Skeleton rows={2} />;
  return (
    <Loaded resource={dossiers} skeletonRows={2}>
      {({ items }) => <Lines dossiers={items} />}
    </Loaded>
  );
}

function SignInRow() {
  return (
    <Card>
      <RowLink href="/dang-nhap?next=/" icon="folder" title={words.lookup.signInForDossiers} />
    </Card>
  );
}
