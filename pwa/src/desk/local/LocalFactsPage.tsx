/** What holds at this office: to see, to correct, and who changed what. Also where its sheets are printed. */
import { useState } from 'preact/hooks';

import { api, ask } from '../../api/client.ts';
import { me } from '../../app/session.ts';
import { useResource } from '../../app/useResource.ts';
import { Button } from '../../patterns/Button.tsx';
import { Card, Folded, Tag } from '../../patterns/Card.tsx';
import { Empty, Loaded, Notice } from '../../patterns/notices.tsx';
import { Page } from '../../patterns/Page.tsx';
import { formatShortDate, formatTime } from '../../words/format.ts';
import { catalogueLang, deskWords } from '../words/index.ts';
import { EndForm } from './EndForm.tsx';
import { correctionOf, EMPTY_FACT, type FactDraft, type FactRow, type OfficeFact } from './facts.ts';
import { LocalFactForm } from './LocalFactForm.tsx';
import { PrintSheets } from './PrintSheets.tsx';

export function LocalFactsPage() {
  const { local } = deskWords;
  const facts = useResource('desk local facts', () => ask(api.GET('/api/v1/desk/local-facts')), { keep: 'nothing' });
  const [draft, setDraft] = useState<FactDraft | null>(null);
  const [said, setSaid] = useState('');
  const mayRecord = me.value?.role === 'administrator';
  const done = (sentence: string) => {
    setDraft(null);
    setSaid(sentence);
    void facts.reload();
  };
  const begin = (begun: FactDraft) => {
    setSaid('');
    setDraft(begun);
    scrollTo(0, 0);
  };
  const agencyCode = me.value?.agency_code;

  return (
    <Page title={local.title} back="/can-bo" backLabel={deskWords.goToQueues}>
      <p>{local.intro}</p>
      <div role="status">{said && <Notice tone="done">{<p>{said}</p>}</Notice>}</div>
      {!mayRecord && (
        <Notice tone="waiting">
          <p>{local.onlyAdministrator}</p>
        </Notice>
      )}
      <Loaded resource={facts}>
        {({ items, withdrawn }) => (
          <div class="stack">
            {withdrawn > 0 && (
              <Notice tone="soon">
                <p>{local.withdrawn(withdrawn)}</p>
              </Notice>
            )}
            {draft ? (
              <LocalFactForm
                key={`${draft.procedureCode} ${draft.kind}`}
                initial={draft}
                items={items}
                reload={facts.reload}
                onClose={() => setDraft(null)}
                onDone={() => done(local.saved)}
              />
            ) : (
              mayRecord && (
                <div class="buttons">
                  <Button icon="plus" onClick={() => begin(EMPTY_FACT)}>
                    {local.record}
                  </Button>
                </div>
              )
            )}
            {items.length === 0 && !draft && (
              <Empty icon="stamp" title={local.empty}>
                <p>{local.emptyText}</p>
              </Empty>
            )}
            {items.map((fact) => (
              <OneFact
                key={`${fact.procedure?.code} ${fact.kind}`}
                fact={fact}
                mayRecord={mayRecord}
                reload={facts.reload}
                onCorrect={() => begin(correctionOf(fact))}
                onEnded={() => done(local.ended)}
              />
            ))}
          </div>
        )}
      </Loaded>
      {agencyCode && <PrintSheets agencyCode={agencyCode} />}
    </Page>
  );
}

interface OneFactProps {
  fact: OfficeFact;
  mayRecord: boolean;
  reload: () => Promise<void>;
  onCorrect: () => void;
  onEnded: () => void;
}

function OneFact({ fact, mayRecord, reload, onCorrect, onEnded }: OneFactProps) {
  const { local } = deskWords;
  const [ending, setEnding] = useState<FactRow | null>(null);
  const { procedure, now, planned } = fact;
  return (
    <Card title={local.kinds[fact.kind]}>
      <div class="stack">
        <p class="row-facts">
          {procedure ? (
            <span lang={catalogueLang()}>
              {procedure.code} · {procedure.name}
            </span>
          ) : (
            local.allProcedures
          )}
        </p>
        {fact.withdrawn && <Tag tone="soon">{local.withdrawnTag}</Tag>}
        {now ? <Row row={now} title={local.nowHolds} /> : <p>{local.nothingNow}</p>}
        {planned.map((row) => (
          <div key={row.number}>
            <Row row={row} title={local.planned} />
            {mayRecord && !ending && (
              <Button kind="quiet" onClick={() => setEnding(row)}>
                {local.takeBack}
              </Button>
            )}
          </div>
        ))}
        {ending ? (
          <EndForm fact={fact} row={ending} reload={reload} onClose={() => setEnding(null)} onDone={onEnded} />
        ) : (
          mayRecord && (
            <div class="buttons">
              <Button kind="plain" onClick={onCorrect}>
                {local.correct}
              </Button>
              {now && (
                <Button kind="quiet" onClick={() => setEnding(now)}>
                  {local.end}
                </Button>
              )}
            </div>
          )
        )}
        <Folded title={local.history}>
          <History fact={fact} />
        </Folded>
      </div>
    </Card>
  );
}

function Row({ row, title }: { row: FactRow; title: string }) {
  return (
    <div>
      <p>
        <strong>{title}</strong> <Since row={row} />
      </p>
      <p class="desk-said" lang="vi">
        {row.text}
      </p>
      <Decision row={row} />
    </div>
  );
}

function Since({ row: { effective_from: from, effective_to: to } }: { row: FactRow }) {
  const { local } = deskWords;
  return <span class="quiet">{to ? local.fromTo(formatShortDate(from), formatShortDate(to)) : local.from(formatShortDate(from))}</span>;
}

function Decision({ row: { decision, decided_on: on } }: { row: FactRow }) {
  if (!decision) return null;
  return <p class="quiet">{deskWords.local.decided(decision, on && formatShortDate(on))}</p>;
}

/** Fetched when somebody unfolds it, and anew after each correction. */
function History({ fact }: { fact: OfficeFact }) {
  const { local } = deskWords;
  const [wanted, setWanted] = useState(false);
  const code = fact.procedure?.code;
  const rows = useResource(
    wanted ? `desk local history ${code} ${fact.kind} ${fact.version}` : null,
    () => ask(api.GET('/api/v1/desk/local-facts/history', { params: { query: { kind: fact.kind, ...(code ? { procedure_code: code } : {}) } } })),
    { keep: 'nothing' },
  );
  const opened = (box: HTMLDivElement | null) => {
    const details = box?.closest('details');
    if (details) details.ontoggle = () => setWanted(details.open);
  };
  return (
    <div ref={opened}>
      {wanted && (
        <Loaded resource={rows}>
          {({ items }) => (
            <ol class="plain-list">
              {items.map((row) => (
                <li key={row.number}>
                  <Since row={row} />
                  <p class="desk-said" lang="vi">
                    {row.text}
                  </p>
                  <Decision row={row} />
                  <p class="hint">
                    {local.historyRow(row.recorded_by, row.position, formatTime(row.recorded_at))}. {local.why(row.reason)}
                  </p>
                </li>
              ))}
            </ol>
          )}
        </Loaded>
      )}
    </div>
  );
}
