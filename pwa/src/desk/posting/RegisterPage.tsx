/** What is to be posted, due first; the rest by filters. */
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';

import { api, ask } from '../../api/client.ts';
import { useResource } from '../../app/useResource.ts';
import { Button, ButtonLink } from '../../patterns/Button.tsx';
import { Card, Folded, RowLink, Rows, Tag } from '../../patterns/Card.tsx';
import { Field, Select } from '../../patterns/forms.tsx';
import { Empty, Loaded } from '../../patterns/notices.tsx';
import { Page } from '../../patterns/Page.tsx';
import { dayInVietnam } from '../../rules/day.ts';
import { formatCount, formatShortDate } from '../../words/format.ts';
import { words as shared } from '../../words/index.ts';
import { formatPoints } from '../../words/posting.ts';
import { catalogueLang, deskWords } from '../words/index.ts';
import { daysToDo, ICONS, toneOfDays, TONES, type Row } from './marks.ts';
import { words } from './words.ts';

/** Overdue and not yet due stand together, the overdue first; an address may still ask for one of them. */
const OFFERED = ['to_do', 'late', 'on_time', 'all'] as const;
const SHOWN = [...OFFERED, 'missing', 'not_yet_due'] as const;
type Shown = (typeof SHOWN)[number];
const GAPS = ['mandatory_parts', 'fees', 'forms', 'time_limit', 'outdated', 'taken_down', 'recorded_late'] as const;

const PAGE = 50;

export function RegisterPage() {
  const { query, route } = useLocation();
  const show = SHOWN.find((name) => name === query.show) ?? 'to_do';
  const field = query.field ?? '';
  const [typed, setTyped] = useState(query.q ?? '');
  const q = useSettled(typed.trim());
  const [limit, setLimit] = useState(PAGE);
  useEffect(() => setLimit(PAGE), [show, field, query.gap, q]);
  const gap = GAPS.find((name) => name === query.gap) ?? ('' as const);
  const asked = { show, field, gap, q, limit };
  const register = useResource(`postings ${JSON.stringify(asked)}`, () => ask(api.GET('/api/v1/desk/postings', { params: { query: asked } })), { keep: 'nothing' });
  // Counts and fields stay on the screen while another filter loads.
  const [known, setKnown] = useState(register.data);
  useEffect(() => {
    if (register.data) setKnown(register.data);
  }, [register.data]);
  const goTo = (wanted: { show?: Shown; field?: string; gap?: string }) => route(`/can-bo/niem-yet?${new URLSearchParams({ show, field, gap, ...wanted })}`, true);

  return (
    <Page title={words.title} back="/can-bo" backLabel={deskWords.goToQueues} wide>
      <p class="quiet">{words.intro}</p>
      {known && known.indicator_6.score !== null && (
        <p>
          {words.score}: <strong class="number">{words.meanOf(formatPoints(known.indicator_6.score), known.indicator_6.judged)}</strong>
        </p>
      )}
      <div class="buttons">
        <ButtonLink kind="plain" href="/can-bo/niem-yet/quyet-dinh" icon="stamp">
          {words.decisions}
        </ButtonLink>
      </div>
      <div class="chips" role="group" aria-label={words.showLabel}>
        {OFFERED.map((name) => (
          <button key={name} type="button" class="chip" aria-pressed={name === show} onClick={() => goTo({ show: name })}>
            {words.show[name]} {known && <span class="number">({formatCount(known.counts[name])})</span>}
          </button>
        ))}
      </div>
      <div class="card">
        <Folded title={words.find} open={Boolean(q || field || gap)}>
          <form class="period-form" role="search" onSubmit={(event) => event.preventDefault()}>
            <Field id="posting-find" type="search" label={words.findLabel} maxLength={200} value={typed} onInput={setTyped} />
            <Select id="posting-field" label={words.field} value={field} onChange={(chosen) => goTo({ field: chosen })}>
              <option value="">{words.allFields}</option>
              {(known?.known_fields ?? []).map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </Select>
            <Select id="posting-gap" label={words.gapsTitle} value={gap} onChange={(chosen) => goTo({ gap: chosen, show: 'all' })}>
              <option value="">{words.anyGap}</option>
              {GAPS.map((name) => (
                <option key={name} value={name}>
                  {words.gaps[name]} {known && `(${formatCount(known.gap_counts[name])})`}
                </option>
              ))}
            </Select>
          </form>
        </Folded>
      </div>
      <Loaded resource={register}>
        {({ items, total, next }) =>
          items.length === 0 ? (
            <Empty icon="check" title={words.emptyTitle}>
              <p>{show === 'to_do' && !q && !field && !gap ? words.emptyToDo : words.emptyFilter}</p>
            </Empty>
          ) : (
            <Card>
              <p class="quiet" role="status">
                {words.found(formatCount(total))}
              </p>
              <Rows>
                {items.map((row) => (
                  <li key={row.item_id}>
                    <RegisterRow row={row} />
                  </li>
                ))}
              </Rows>
              {next && limit < 200 && (
                <Button kind="plain" onClick={() => setLimit(limit + PAGE)} busy={register.loading}>
                  {shared.shell.more}
                </Button>
              )}
            </Card>
          )
        }
      </Loaded>
    </Page>
  );
}

function RegisterRow({ row }: { row: Row }) {
  return (
    <RowLink href={`/can-bo/niem-yet/${row.item_id}`} title={<span lang={catalogueLang()}>{row.procedure_name}</span>}>
      <span class="desk-due">
        <DueTag row={row} />
        <span class="number">{formatShortDate(row.publish_by)}</span>
      </span>
      <span>
        {words.stands(words.ways.office, words.statuses[row.office_status]!)} · {words.stands(words.ways.electronic, words.statuses[row.electronic_status]!)}
      </span>
      <br />
      <span>
        {row.procedure_code} · {words.decidedBy(row.decision_number, formatShortDate(row.decided_on))}
      </span>
      {row.gaps.length > 0 && (
        <>
          <br />
          <span>
            {words.gapsTitle}: {row.gaps.map((name) => words.gaps[name]!.toLowerCase()).join('; ')}
          </span>
        </>
      )}
    </RowLink>
  );
}

/** What is left to do and how soon, else how it was done. */
export function DueTag({ row }: { row: Pick<Row, 'status' | 'publish_by'> }) {
  const days = daysToDo(row, dayInVietnam());
  if (days === null) {
    return (
      <Tag tone={TONES[row.status]} icon={ICONS[row.status]}>
        {words.show[row.status]}
      </Tag>
    );
  }
  return (
    <Tag tone={toneOfDays(days)} icon={days < 0 ? 'warning' : 'clock'}>
      {days < 0 ? words.overdueBy(-days) : words.dueIn(days)}
    </Tag>
  );
}

/** What is typed, once the typing pauses. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 250);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
