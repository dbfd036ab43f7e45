/** My dossiers: what waits for me, what is going on, what is over. */
import { useState } from 'preact/hooks';

import type { Schemas } from '../api/client.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import { isCitizen, me } from '../app/session.ts';
import { useResource } from '../app/useResource.ts';
import { Button, ButtonLink } from '../patterns/Button.tsx';
import { Card, Folded, RowLink, Rows, Tag } from '../patterns/Card.tsx';
import { Empty, Loaded, ProblemNotice, SignInFirst } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { formatDate, formatShortDate } from '../words/format.ts';
import { IfDrafts } from '../handin/IfDrafts.tsx';
import { words } from './words.ts';
import './dossiers.css';
import { DaysLeft } from './DueCard.tsx';
import { loadMine } from './mine.ts';
import { arrange, dueOf, joined, stateOf } from './states.ts';

type Line = Schemas['DossierSummary'];
type List = Schemas['DossierList'];

const SHOWN_FINISHED = 3;

export default function DossiersPage() {
  const { dossiers } = words;
  const resource = useResource(me.value ? 'dossiers' : null, loadMine, { everySeconds: 60 });
  return (
    <Page title={dossiers.title}>
      <IfDrafts elsewhere={isCitizen.value} />
      {me.value ? <Loaded resource={resource}>{(first) => <Lists first={first} />}</Loaded> : <SignInFirst why={dossiers.signInFirst} />}
      {isCitizen.value && (
        <ButtonLink kind="plain" icon="file" href="/giay-to">
          {dossiers.wallet}
        </ButtonLink>
      )}
      <ButtonLink kind="plain" icon="qr" href="/theo-doi">
        {dossiers.trackByCode}
      </ButtonLink>
    </Page>
  );
}

function Lists({ first }: { first: List }) {
  const { dossiers, shell } = words;
  const [more, setMore] = useState<List | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const next = (more ?? first).next;

  const loadMore = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const page = await loadMine(next!);
      setMore((old) => ({ items: [...(old?.items ?? []), ...page.items], next: page.next }));
    } catch (thrown) {
      setProblem(asProblem(thrown));
    } finally {
      setBusy(false);
    }
  };

  const { myTurn, open, finished } = arrange(joined(first.items, more?.items ?? []));
  if (myTurn.length + open.length + finished.length === 0) {
    return (
      <Empty icon="folder" title={dossiers.empty}>
        <p>{dossiers.emptyText}</p>
        <ButtonLink icon="search" href="/tra-cuu">
          {dossiers.begin}
        </ButtonLink>
      </Empty>
    );
  }
  return (
    <>
      <Group title={dossiers.yourTurn(myTurn.length)} lines={myTurn} tone="turn" />
      <Group title={dossiers.open} lines={open} />
      <Finished lines={finished} />
      {problem && <ProblemNotice problem={problem} />}
      {next && (
        <Button kind="plain" onClick={loadMore} busy={busy}>
          {busy ? shell.loading : shell.more}
        </Button>
      )}
    </>
  );
}

/** A long past is folded away. */
function Finished({ lines }: { lines: readonly Line[] }) {
  const { dossiers } = words;
  if (lines.length <= SHOWN_FINISHED) return <Group title={dossiers.finished} lines={lines} />;
  return (
    <Card>
      <Folded title={<h2>{`${dossiers.finished} (${lines.length})`}</h2>}>
        <Lines lines={lines} />
      </Folded>
    </Card>
  );
}

function Group({ title, lines, tone = 'plain' }: { title: string; lines: readonly Line[]; tone?: 'turn' | 'plain' }) {
  if (lines.length === 0) return null;
  return (
    <Card title={title} tone={tone}>
      <Lines lines={lines} />
    </Card>
  );
}

function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    <Rows>
      {lines.map((line) => (
        <li key={line.id}>
          <DossierRow line={line} />
        </li>
      ))}
    </Rows>
  );
}

function DossierRow({ line }: { line: Line }) {
  const { dossiers } = words;
  const { name, tone, icon } = stateOf(line);
  const due = dueOf(line);
  return (
    <RowLink href={`/ho-so/${line.id}`} title={<span lang="vi">{line.procedure_name}</span>}>
      <span class="row-lines">
        <span class="tags">
          <Tag tone={tone} icon={icon}>
            {dossiers.states[name][0]}
          </Tag>
          {due.kind === 'date' && <DaysLeft due={due} />}
        </span>
        {due.kind === 'date' && <span>{dossiers.dueOn(formatDate(due.day))}</span>}
        <span class="number">{line.code ?? line.submission_number}</span>
        <span>{dossiers.submittedOn(formatShortDate(line.submitted_at))}</span>
      </span>
    </RowLink>
  );
}
