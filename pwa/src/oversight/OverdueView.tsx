/** Dossiers that are late, the latest first: codes and steps, no people. */
import { useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../api/client.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import { useResource } from '../app/useResource.ts';
import { Button } from '../patterns/Button.tsx';
import { Card, Tag } from '../patterns/Card.tsx';
import { Empty, Loaded, ProblemNotice } from '../patterns/notices.tsx';
import { formatCount, formatDate, formatShortDate } from '../words/format.ts';
import { words as shared } from '../words/index.ts';
import { queryOf, type Asked } from './Oversight.tsx';
import { words } from './words/index.ts';

type Overdue = Schemas['OverdueDossier'];

export function OverdueView({ asked }: { asked: Asked }) {
  const query = queryOf(asked);
  const key = `oversight-overdue ${JSON.stringify(query)}`;
  const first = useResource(key, () => ask(api.GET('/api/v1/oversight/overdue', { params: { query } })), { keep: 'nothing' });
  return (
    <Card title={words.overdueTitle}>
      <Loaded resource={first}>
        {(page) => (page.items.length === 0 ? <Empty icon="check" title={words.overdueNone} /> : <OverdueList key={key} first={page} query={query} />)}
      </Loaded>
    </Card>
  );
}

function OverdueList({ first, query }: { first: Schemas['OverdueList']; query: ReturnType<typeof queryOf> }) {
  const [more, setMore] = useState<{ items: Overdue[]; next: string | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const items = [...first.items, ...(more?.items ?? [])];
  const next = more ? more.next : (first.next ?? null);

  const load = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const page = await ask(api.GET('/api/v1/oversight/overdue', { params: { query: { ...query, cursor: next! } } }));
      setMore({ items: [...(more?.items ?? []), ...page.items], next: page.next ?? null });
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
    setBusy(false);
  };

  return (
    <>
      <ul class="rows">
        {items.map((dossier) => (
          <li key={dossier.code} class="chart-row">
            <div class="overdue-head">
              <h3 class="number">{dossier.code}</h3>
              <Tag tone="fault" icon="warning">
                {words.daysLate(formatCount(dossier.days_late))}
              </Tag>
            </div>
            <p lang="vi">{dossier.procedure_name}</p>
            <p class="quiet">
              {words.due(formatDate(dossier.due_on))}
              {dossier.reappointed_on && `, ${words.reappointed(formatShortDate(dossier.reappointed_on))}`} · {dossier.status_name} ·{' '}
              <span lang="vi">{dossier.agency_name}</span>
            </p>
          </li>
        ))}
      </ul>
      {problem && <ProblemNotice problem={problem} />}
      {next && (
        <Button kind="plain" onClick={load} busy={busy}>
          {shared.shell.more}
        </Button>
      )}
    </>
  );
}
