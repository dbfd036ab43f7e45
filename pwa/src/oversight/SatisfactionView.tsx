/** What citizens answered, question by question: published batches only. */
import { api, ask, type Schemas } from '../api/client.ts';
import { useResource } from '../app/useResource.ts';
import { Card } from '../patterns/Card.tsx';
import { Loaded } from '../patterns/notices.tsx';
import { formatCount } from '../words/format.ts';
import { PartsBar } from './Bar.tsx';
import { queryOf, type Asked } from './Oversight.tsx';
import { formatPercent } from './percent.ts';
import { Formulas } from './SummaryView.tsx';
import { Heads, WideTable } from './WideTable.tsx';
import { words } from './words/index.ts';

type Satisfaction = Schemas['Satisfaction'];

const questions = ['overall', 'time', 'attitude', 'guidance', 'information'] as const;
const levels = ['very_satisfied', 'satisfied', 'unsatisfied'] as const;
const tones = { very_satisfied: 'done', satisfied: 'even', unsatisfied: 'fault' } as const;

export function SatisfactionView({ asked }: { asked: Asked }) {
  const query = queryOf(asked);
  const figures = useResource(`oversight-ratings ${JSON.stringify(query)}`, () => ask(api.GET('/api/v1/oversight/ratings', { params: { query } })), {
    keep: 'nothing',
  });
  return (
    <Loaded resource={figures}>
      {({ total, agencies }) => (
        <>
          <Card title={words.views.satisfaction}>
            <Questions satisfaction={total} />
          </Card>
          <WideTable title={words.perAgency}>
            <thead>
              <tr>
                <Heads names={[words.office, ...questions.map((question) => words.questions[question])]} />
              </tr>
            </thead>
            <tbody>
              {agencies.map(({ agency_code: code, agency_name: name, satisfaction }) => (
                <tr key={code}>
                  <th scope="row">{name}</th>
                  {questions.map((question) => (
                    <td key={question}>{inCell(satisfaction[question])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </WideTable>
          <Formulas />
        </>
      )}
    </Loaded>
  );
}

function inCell(found: Schemas['Levels'] | null): string {
  return found ? `${formatPercent(found.satisfied_percent)} (${formatCount(found.answers)})` : '–';
}

/** Also on the office's public page. */
export function Questions({ satisfaction }: { satisfaction: Satisfaction }) {
  if (!satisfaction.overall) return <p class="quiet">{words.notPublished}</p>;
  const money = satisfaction.extra_money;
  return (
    <ul class="rows">
      {questions.map((question) => {
        const found = satisfaction[question];
        return (
          <li key={question} class="chart-row">
            <h3>{words.questions[question]}</h3>
            {found ? (
              <PartsBar parts={levels.map((level) => ({ label: words.levels[level], count: found[level], tone: tones[level] }))} />
            ) : (
              <p class="quiet">{words.notPublished}</p>
            )}
          </li>
        );
      })}
      {money && (
        <li class="chart-row">
          <h3>{words.questions.extra_money}</h3>
          <PartsBar
            parts={[
              { label: words.no, count: money.no, tone: 'done' },
              { label: words.yes, count: money.yes, tone: 'fault' },
            ]}
          />
        </li>
      )}
    </ul>
  );
}
