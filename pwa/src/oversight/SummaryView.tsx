/** Four figures, where they come from, and each office's line of form II.06a. */
import type { ComponentChildren } from 'preact';

import { api, ask, type Schemas } from '../api/client.ts';
import { useResource } from '../app/useResource.ts';
import { Card, Folded } from '../patterns/Card.tsx';
import { Empty, Loaded } from '../patterns/notices.tsx';
import { formatCount } from '../words/format.ts';
import { PartsBar } from './Bar.tsx';
import { queryOf, type Asked } from './Oversight.tsx';
import { formatPercent } from './percent.ts';
import { Heads, WideTable } from './WideTable.tsx';
import { words } from './words/index.ts';

type Line = Schemas['Line'];
type Summary = Schemas['Summary'];

export function SummaryView({ asked }: { asked: Asked }) {
  const query = queryOf(asked);
  const summary = useResource(`oversight-summary ${JSON.stringify(query)}`, () => ask(api.GET('/api/v1/oversight/summary', { params: { query } })), {
    keep: 'nothing',
    everySeconds: 60,
  });
  return (
    <Loaded resource={summary} skeletonRows={4}>
      {(found) => (
        <>
          <FirstLine line={found.total} />
          <Formulas />
          <SolvedChart summary={found} />
          <LinesTable summary={found} />
        </>
      )}
    </Loaded>
  );
}

function FirstLine({ line }: { line: Line }) {
  const { received, solved, in_process: inProcess, satisfaction } = line;
  const overall = satisfaction.overall;
  return (
    <div class="figures">
      <Figure
        name={words.received}
        value={formatCount(received.total)}
        of={words.receivedOf(formatCount(received.online), formatCount(received.direct), formatCount(received.carried_over))}
      />
      <Figure
        name={words.onTime}
        value={line.on_time_percent == null ? '–' : formatPercent(line.on_time_percent)}
        of={solved.total ? words.onTimeOf(formatCount(solved.early + solved.on_time), formatCount(solved.total)) : words.nothingSolved}
      />
      <Figure
        name={words.overdue}
        value={formatCount(inProcess.overdue)}
        tone={inProcess.overdue > 0 ? 'fault' : 'plain'}
        of={words.overdueOf(formatCount(inProcess.total))}
      />
      <Figure
        name={words.satisfied}
        value={overall ? formatPercent(overall.satisfied_percent) : '–'}
        of={overall ? words.satisfiedOf(formatCount(overall.answers)) : words.notPublished}
      />
    </div>
  );
}

export function Figure({ name, value, of, tone = 'plain' }: { name: string; value: ComponentChildren; of: string; tone?: 'plain' | 'fault' }) {
  return (
    <section class={`card figure figure-${tone}`}>
      <h2>{name}</h2>
      <p class="figure-value number">{value}</p>
      <p class="quiet">{of}</p>
    </section>
  );
}

/** An inspector trusts nothing without its source. */
export function Formulas() {
  return (
    <div class="card">
      <Folded title={words.how}>
        <div class="stack">
          <p>{words.howReceived}</p>
          <p>{words.howOnTime}</p>
          <p>{words.howOverdue}</p>
          <p>{words.howSatisfied}</p>
          <p>{words.basis}</p>
        </div>
      </Folded>
    </div>
  );
}

function SolvedChart({ summary }: { summary: Summary }) {
  const withSolved = summary.agencies.filter(({ solved }) => solved.total > 0);
  return (
    <Card title={words.chartTitle}>
      {withSolved.length === 0 && (
        <Empty icon="chart" title={words.nothingToDraw} />
      )}
      <ul class="rows">
        {withSolved.map(({ agency_code: code, agency_name: name, solved }) => (
          <li key={code} class="chart-row">
            <h3 lang="vi">{name}</h3>
            <PartsBar
              parts={[
                { label: words.early, count: solved.early, tone: 'done' },
                { label: words.justInTime, count: solved.on_time, tone: 'even' },
                { label: words.late, count: solved.late, tone: 'fault' },
              ]}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function LinesTable({ summary }: { summary: Summary }) {
  return (
    <WideTable title={words.tableTitle} hint={words.tableHint}>
      <thead>
        <tr>
          <th scope="col" rowSpan={2}>{words.office}</th>
          <th scope="colgroup" colSpan={4}>{words.received}</th>
          <th scope="colgroup" colSpan={4}>{words.solved}</th>
          <th scope="colgroup" colSpan={3}>{words.inProcess}</th>
          <th scope="col" rowSpan={2}>{words.percentOnTime}</th>
          <th scope="col" rowSpan={2}>{words.returned}</th>
          <th scope="col" rowSpan={2}>{words.declined}</th>
        </tr>
        <tr>
          <Heads
            names={[words.total, words.online, words.direct, words.carriedOver, words.total, words.early, words.justInTime, words.late, words.total, words.within, words.overdue]}
          />
        </tr>
      </thead>
      <tbody>
        {summary.agencies.map((line) => (
          <LineRow key={line.agency_code} name={line.agency_name} line={line} />
        ))}
      </tbody>
      <tfoot>
        <LineRow name={words.total} line={summary.total} />
      </tfoot>
    </WideTable>
  );
}

function LineRow({ name, line: { received, solved, in_process: inProcess, ...line } }: { name: string; line: Line }) {
  const counts = [
    [received.total, received.online, received.direct, received.carried_over],
    [solved.total, solved.early, solved.on_time, solved.late],
    [inProcess.total, inProcess.within, inProcess.overdue],
  ].flat();
  return (
    <tr>
      <th scope="row">{name}</th>
      {counts.map((count, index) => (
        <td key={index}>{formatCount(count)}</td>
      ))}
      <td>{line.on_time_percent == null ? '–' : formatPercent(line.on_time_percent)}</td>
      <td>{formatCount(line.returned)}</td>
      <td>{formatCount(line.declined)}</td>
    </tr>
  );
}
