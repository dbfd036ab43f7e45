/** How offices keep the duty of posting. Every figure opens its procedures; a table stands behind the chart. */
import { useLocation } from 'preact-iso';

import { api, ask, type Schemas } from '../api/client.ts';
import { useResource } from '../app/useResource.ts';
import { ButtonLink } from '../patterns/Button.tsx';
import { Card, Folded } from '../patterns/Card.tsx';
import { Empty, Loaded } from '../patterns/notices.tsx';
import { formatCount } from '../words/format.ts';
import { formatPoints } from '../words/posting.ts';
import { PartsBar } from './Bar.tsx';
import { queryOf, type Asked } from './Oversight.tsx';
import { CatalogueRows, PostingRows, type Opened } from './PostingRows.tsx';
import { Figure } from './SummaryView.tsx';
import { Heads, WideTable } from './WideTable.tsx';
import { words } from './words/index.ts';

type Figures = Schemas['PostingFigures'];
type Line = Schemas['PostingLine'];

const STATUSES = ['on_time', 'late', 'missing', 'not_yet_due'] as const;
const TONES = { on_time: 'done', late: 'soon', missing: 'fault', not_yet_due: 'even' } as const;
const CONTENT_GAPS = ['fees', 'forms', 'time_limit', 'mandatory_parts'] as const;
const GAPS = [...CONTENT_GAPS, 'outdated', 'taken_down', 'recorded_late'] as const;
const WAYS = ['office', 'electronic'] as const;
const OPENED = ['way', 'status', 'gap', 'grade', 'field', 'office', 'catalogue'] as const;

export function PostingView({ asked }: { asked: Asked }) {
  const query = queryOf(asked);
  const figures = useResource(`oversight-posting ${JSON.stringify(query)}`, () => ask(api.GET('/api/v1/oversight/posting', { params: { query } })), { keep: 'nothing' });
  const { query: address } = useLocation();
  const opened: Opened = Object.fromEntries(OPENED.flatMap((name) => (address[name] ? [[name, address[name]]] : [])));
  const file = `/api/v1/oversight/posting?${new URLSearchParams({ ...query, format: 'csv' })}`;
  return (
    <Loaded resource={figures} skeletonRows={4}>
      {(found) => (
        <>
          {found.total.duties === 0 ? (
            <Empty icon="stamp" title={words.posting.empty} />
          ) : (
            <>
              <FirstLine found={found} asked={asked} />
              <Gaps line={found.total} asked={asked} />
              <Chart found={found} />
              <AgencyTable found={found} asked={asked} />
              <FieldTable found={found} asked={asked} />
              <div class="buttons">
                <ButtonLink kind="plain" icon="download" href={file} newTab>
                  {words.posting.file}
                </ButtonLink>
              </div>
            </>
          )}
          <CatalogueTable found={found} asked={asked} />
          {Object.keys(opened).length > 0 && (opened.catalogue ? <CatalogueRows asked={asked} opened={opened} /> : <PostingRows asked={asked} opened={opened} offices={found.agencies} />)}
          <How found={found} />
        </>
      )}
    </Loaded>
  );
}

interface PartProps {
  found: Figures;
  asked: Asked;
}

/** A figure that opens its rows; nothing to open at zero. */
function Opens({ asked, to, count, label }: { asked: Asked; to: Opened; count: number; label: string }) {
  if (count === 0) return <>{formatCount(0)}</>;
  const address = new URLSearchParams({ from: asked.from, to: asked.to, ...(asked.agency && { agency: asked.agency }), ...to });
  return (
    <a class="touch" href={`/giam-sat/niem-yet?${address}#rows`} aria-label={`${label}: ${formatCount(count)}`}>
      {formatCount(count)}
    </a>
  );
}

function FirstLine({ found: { total, agencies }, asked }: PartProps) {
  const { duties, both, indicator_6: indicator } = total;
  const opens = (status: (typeof STATUSES)[number]) => <Opens asked={asked} to={{ status }} count={both[status]} label={words.posting.statuses[status]} />;
  return (
    <div class="figures">
      <Figure name={words.posting.duties} value={formatCount(duties)} of={words.posting.dutiesOf(formatCount(agencies.length))} />
      <Figure name={words.posting.statuses.on_time} value={opens('on_time')} of={words.posting.of(formatCount(duties))} />
      <Figure name={words.posting.statuses.late} value={opens('late')} of={words.posting.of(formatCount(duties))} />
      <Figure name={words.posting.statuses.missing} value={opens('missing')} tone={both.missing > 0 ? 'fault' : 'plain'} of={words.posting.of(formatCount(duties))} />
      <Figure name={words.posting.statuses.not_yet_due} value={opens('not_yet_due')} of={words.posting.of(formatCount(duties))} />
      <Figure name={words.posting.indicator} value={indicator.score === null ? '–' : formatPoints(indicator.score)} of={words.posting.indicatorOf(formatCount(indicator.judged))} />
    </div>
  );
}

function Gaps({ line, asked }: { line: Line; asked: Asked }) {
  const held = GAPS.filter((gap) => line.gaps[gap] > 0);
  return (
    <Card title={words.posting.gapsTitle}>
      {held.length === 0 ? (
        <p class="quiet">{words.posting.noGaps}</p>
      ) : (
        <ul class="plain-list">
          {held.map((gap) => (
            <li key={gap}>
              {words.posting.gaps[gap]}: <Opens asked={asked} to={{ gap }} count={line.gaps[gap]} label={words.posting.gaps[gap]} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Chart({ found }: { found: Figures }) {
  return (
    <Card title={words.posting.chart}>
      <ul class="rows">
        {found.agencies
          .filter(({ duties }) => duties > 0)
          .map(({ agency_code: code, agency_name: name, both }) => (
            <li key={code} class="chart-row">
              <h3 lang="vi">{name}</h3>
              <PartsBar parts={STATUSES.map((status) => ({ label: words.posting.statuses[status], count: both[status], tone: TONES[status] }))} />
            </li>
          ))}
      </ul>
    </Card>
  );
}

const statusNames = () => STATUSES.map((status) => words.posting.statuses[status]);
const gapNames = () => CONTENT_GAPS.map((gap) => words.posting.gaps[gap]);

function AgencyTable({ found, asked }: PartProps) {
  return (
    <WideTable title={words.posting.byAgency} hint={words.posting.hint}>
      <thead>
        <tr>
          <th scope="col" rowSpan={2}>
            {words.office}
          </th>
          <th scope="col" rowSpan={2}>
            {words.posting.duties}
          </th>
          {WAYS.map((way) => (
            <th key={way} scope="colgroup" colSpan={STATUSES.length}>
              {words.posting.ways[way]}
            </th>
          ))}
          <th scope="col" rowSpan={2}>
            {words.posting.indicator}
          </th>
        </tr>
        <tr>
          <Heads names={WAYS.flatMap(() => statusNames())} />
        </tr>
      </thead>
      <tbody>
        {found.agencies.map((line) => (
          <tr key={line.agency_code}>
            <th scope="row">{line.agency_name}</th>
            <Cells line={line} asked={asked} to={{ office: line.agency_code }} name={line.agency_name} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{words.total}</th>
          <Cells line={found.total} asked={asked} to={{}} name={words.total} />
        </tr>
      </tfoot>
    </WideTable>
  );
}

function Cells({ line, asked, to, name }: { line: Line; asked: Asked; to: Opened; name: string }) {
  return (
    <>
      <td>{formatCount(line.duties)}</td>
      {WAYS.flatMap((way) =>
        STATUSES.map((status) => (
          <td key={`${way} ${status}`}>
            <Opens asked={asked} to={{ ...to, way, status }} count={line[way][status]} label={`${name}, ${words.posting.ways[way]}, ${words.posting.statuses[status]}`} />
          </td>
        )),
      )}
      <td>{line.indicator_6.score === null ? '–' : formatPoints(line.indicator_6.score)}</td>
    </>
  );
}

function FieldTable({ found, asked }: PartProps) {
  return (
    <WideTable title={words.posting.byField} hint={words.posting.hint}>
      <thead>
        <tr>
          <Heads names={[words.posting.field, words.posting.duties, ...statusNames(), ...gapNames()]} />
        </tr>
      </thead>
      <tbody>
        {found.by_field.map((line) => (
          <tr key={line.field}>
            <th scope="row">{line.field}</th>
            <td>{formatCount(line.duties)}</td>
            {STATUSES.map((status) => (
              <td key={status}>
                <Opens asked={asked} to={{ field: line.field, status }} count={line.both[status]} label={`${line.field}, ${words.posting.statuses[status]}`} />
              </td>
            ))}
            {CONTENT_GAPS.map((gap) => (
              <td key={gap}>
                <Opens asked={asked} to={{ field: line.field, gap }} count={line.gaps[gap]} label={`${line.field}, ${words.posting.gaps[gap]}`} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

function CatalogueTable({ found: { catalogue }, asked }: PartProps) {
  if (catalogue.fields_with_gaps.length === 0) return null;
  const cells = (gaps: Schemas['ContentGapCounts'], field: string) =>
    CONTENT_GAPS.map((gap) => (
      <td key={gap}>
        <Opens
          asked={asked}
          to={{ catalogue: 'yes', gap, ...(field && { field }) }}
          count={gaps[gap]}
          label={`${field || words.total}, ${words.posting.gaps[gap]}`}
        />
      </td>
    ));
  return (
    <WideTable title={words.posting.catalogueTitle} hint={words.posting.catalogueHint(formatCount(catalogue.listed))}>
      <thead>
        <tr>
          <Heads names={[words.posting.field, words.posting.listed, ...gapNames()]} />
        </tr>
      </thead>
      <tbody>
        {catalogue.fields_with_gaps.map(({ field, listed, gaps }) => (
          <tr key={field}>
            <th scope="row">{field}</th>
            <td>{formatCount(listed)}</td>
            {cells(gaps, field)}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{words.total}</th>
          <td>{formatCount(catalogue.listed)}</td>
          {cells(catalogue.gaps, '')}
        </tr>
      </tfoot>
    </WideTable>
  );
}

/** An inspector trusts nothing without its source. */
function How({ found }: { found: Figures }) {
  return (
    <div class="card">
      <Folded title={words.posting.how}>
        <div class="stack">
          <p>{words.posting.howDue}</p>
          <p>{words.posting.howPeriod}</p>
          <p>{words.posting.howScore}</p>
          <p>{words.posting.howSilent}</p>
          <ul class="plain-list" lang="vi">
            {found.rule_sets.flatMap(({ id, basis, confirmed }) =>
              basis.map((text) => (
                <li key={`${id} ${text}`}>
                  {text}
                  {!confirmed && ` (${words.posting.unconfirmed})`}
                </li>
              )),
            )}
          </ul>
        </div>
      </Folded>
    </div>
  );
}
