/** The procedures behind a figure: by code and office, with what is missing, and the lines of the register on demand. */
import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';

import { api, ask, type Schemas } from '../api/client.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import { useResource } from '../app/useResource.ts';
import { Button, ButtonLink } from '../patterns/Button.tsx';
import { Tag } from '../patterns/Card.tsx';
import { Icon } from '../patterns/Icon.tsx';
import { Loaded, ProblemNotice } from '../patterns/notices.tsx';
import { formatShortDate, formatTime } from '../words/format.ts';
import { words as shared } from '../words/index.ts';
import { formatDoneOn } from '../words/posting.ts';
import { queryOf, type Asked } from './Oversight.tsx';
import { words } from './words/index.ts';

/** Which figure is open, as it stands in the address. `office` narrows a figure, `asked.agency` the whole view. */
export type Opened = Partial<Record<'way' | 'status' | 'gap' | 'grade' | 'field' | 'office' | 'catalogue', string>>;

type Row = Schemas['PostingComplianceRow'];
type Incomplete = Schemas['IncompleteProcedure'];
type Key<T extends string> = T | undefined;

const TONES = { on_time: 'done', late: 'soon', missing: 'fault', not_yet_due: 'waiting' } as const;

interface RowsProps {
  asked: Asked;
  opened: Opened;
}

export function PostingRows({ asked, opened, offices }: RowsProps & { offices: readonly { agency_code: string; agency_name: string }[] }) {
  const agency = opened.office ?? asked.agency;
  const filter = {
    ...queryOf({ ...asked, agency }),
    way: (opened.way ?? 'both') as 'both' | 'office' | 'electronic',
    status: (opened.status ?? '') as Row['status'] | '',
    gap: (opened.gap ?? '') as Row['gaps'][number] | '',
    grade: (opened.grade ?? '') as 'full' | 'one' | 'none' | '',
    field: opened.field ?? '',
  };
  const what = [
    offices.find(({ agency_code: code }) => code === opened.office)?.agency_name,
    opened.field,
    opened.way && words.posting.ways[filter.way],
    opened.status && words.posting.statuses[opened.status as Row['status']],
    opened.gap && words.posting.gaps[opened.gap as Row['gaps'][number]],
  ];
  return (
    <Opening asked={asked} what={what} file={`/api/v1/oversight/posting/rows?${new URLSearchParams({ ...filter, format: 'csv' })}`}>
      <Pages<Row>
        key={JSON.stringify(filter)}
        name={`oversight-posting-rows ${JSON.stringify(filter)}`}
        load={(cursor) => ask(api.GET('/api/v1/oversight/posting/rows', { params: { query: { ...filter, ...(cursor && { cursor }) } } }))}
        row={(row) => <PostingRow key={`${row.agency_code} ${row.item_id}`} row={row} />}
      />
    </Opening>
  );
}

export function CatalogueRows({ asked, opened }: RowsProps) {
  const gap = opened.gap as Key<Incomplete['gaps'][number]>;
  const filter = { gap: gap ?? ('' as const), field: opened.field ?? '' };
  return (
    <Opening
      asked={asked}
      what={[opened.field, gap && words.posting.gaps[gap]]}
      file={`/api/v1/oversight/posting/catalogue?${new URLSearchParams({ ...filter, format: 'csv' })}`}
    >
      <Pages<Incomplete>
        key={JSON.stringify(filter)}
        name={`oversight-posting-catalogue ${JSON.stringify(filter)}`}
        load={(cursor) => ask(api.GET('/api/v1/oversight/posting/catalogue', { params: { query: { ...filter, ...(cursor && { cursor }) } } }))}
        row={(row) => (
          <li key={row.procedure_code} class="chart-row">
            <h3 lang="vi">{row.procedure_name}</h3>
            <p class="quiet">
              <a class="touch" href={`/thu-tuc/${row.procedure_code}`}>
                {row.procedure_code}
              </a>{' '}
              · <span lang="vi">{row.field}</span>
            </p>
            <GapTags gaps={row.gaps} />
            {row.missing_parts.length > 0 && <p>{words.posting.lacks(row.missing_parts.map((part) => words.posting.parts[part]).join(', '))}</p>}
          </li>
        )}
      />
    </Opening>
  );
}

/** The card of the list: takes the focus when a figure was pressed, and closes again. */
function Opening({ asked, what, file, children }: { asked: Asked; what: readonly (string | undefined)[]; file: string; children: ComponentChildren }) {
  const { route } = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  const title = words.posting.rowsOf(what.filter(Boolean).join(', '));
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'start' });
  }, [title]);
  const close = () => route(`/giam-sat/niem-yet?${new URLSearchParams(queryOf(asked))}`, true);
  return (
    <section class="card" id="rows" aria-label={title}>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
      <div class="buttons">
        <ButtonLink kind="plain" icon="download" href={file} newTab>
          {words.posting.rowsFile}
        </ButtonLink>
        <Button kind="quiet" icon="close" onClick={close}>
          {words.posting.close}
        </Button>
      </div>
    </section>
  );
}

interface PagesProps<T> {
  name: string;
  load: (cursor: string | null) => Promise<{ items: T[]; next?: string | null }>;
  row: (item: T) => ComponentChildren;
}

function Pages<T>({ name, load, row }: PagesProps<T>) {
  const first = useResource(name, () => load(null), { keep: 'nothing' });
  const [more, setMore] = useState<{ items: T[]; next?: string | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  return (
    <Loaded resource={first}>
      {(page) => {
        const items = [...page.items, ...(more?.items ?? [])];
        const next = (more ?? page).next ?? null;
        const loadMore = async () => {
          setBusy(true);
          setProblem(null);
          try {
            const found = await load(next);
            setMore({ ...found, items: [...(more?.items ?? []), ...found.items] });
          } catch (thrown) {
            setProblem(asProblem(thrown));
          }
          setBusy(false);
        };
        return (
          <>
            {items.length === 0 && <p>{words.posting.rowsNone}</p>}
            <ul class="rows">{items.map(row)}</ul>
            {problem && <ProblemNotice problem={problem} />}
            {next && (
              <Button kind="plain" onClick={loadMore} busy={busy}>
                {shared.shell.more}
              </Button>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function PostingRow({ row }: { row: Row }) {
  const stands = (way: 'office' | 'electronic') => {
    const status = row[`${way}_status`];
    const on = row[`${way}_on`];
    return (
      <Tag tone={TONES[status]}>
        {words.posting.ways[way]}: {words.posting.statuses[status].toLowerCase()}
        {on && ` ${formatDoneOn(on, row[`${way}_recorded_on`], row.publish_by)}`}
      </Tag>
    );
  };
  return (
    <li class="chart-row">
      <h3 lang="vi">{row.procedure_name}</h3>
      <p class="quiet">
        <a class="touch" href={`/thu-tuc/${row.procedure_code}`}>
          {row.procedure_code}
        </a>{' '}
        · {words.posting.decidedBy(row.decision_number, formatShortDate(row.decided_on))} · {words.posting.publishBy(formatShortDate(row.publish_by))} ·{' '}
        <span lang="vi">{row.agency_name}</span>
      </p>
      <p class="parts-words">
        {stands('office')}
        {stands('electronic')}
      </p>
      <GapTags gaps={row.gaps} />
      {row.missing_parts.length > 0 && <p>{words.posting.lacks(row.missing_parts.map((part) => words.posting.parts[part]).join(', '))}</p>}
      {(row.office_on || row.electronic_on) && <Evidence row={row} />}
    </li>
  );
}

function GapTags({ gaps }: { gaps: readonly Row['gaps'][number][] }) {
  if (gaps.length === 0) return null;
  return (
    <p class="parts-words">
      {gaps.map((gap) => (
        <Tag key={gap} tone="soon" icon="warning">
          {words.posting.gaps[gap]}
        </Tag>
      ))}
    </p>
  );
}

/** Lines and photograph, fetched when somebody wants to see them. */
function Evidence({ row }: { row: Row }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="folded" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span>{words.posting.photo}</span>
        <Icon name="down" />
      </summary>
      {open && <Lines agency={row.agency_code} item={row.item_id} />}
    </details>
  );
}

function Lines({ agency, item }: { agency: string; item: number }) {
  const found = useResource(
    `oversight-posting ${agency} ${item}`,
    () => ask(api.GET('/api/v1/oversight/posting/{agency_code}/{item_id}', { params: { path: { agency_code: agency, item_id: item } } })),
    { keep: 'nothing' },
  );
  return (
    <Loaded resource={found}>
      {({ entries }) => (
        <ul class="plain-list">
          {entries.map(({ step, on, is_correction: corrected, reason, photo_id: photo, recorded_at: at, officer_position: position }) => (
            <li key={at}>
              <p>
                {on ? words.posting.line(words.posting.steps[step], formatShortDate(on)) : words.posting.lineNot(words.posting.steps[step])}
                {corrected && ` (${words.posting.corrected})`}
              </p>
              <p class="quiet">
                {formatTime(at)} · <span lang="vi">{position}</span>
                {reason && ` · ${reason}`}
              </p>
              {photo && (
                <div class="desk-picture">
                  <img src={`/api/v1/oversight/posting/${agency}/photos/${photo}`} alt={words.posting.photo} />
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}
