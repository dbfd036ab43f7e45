/** Figures for supervisors: a period and an office chosen once, four views of them. */
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';

import { api, ask } from '../api/client.ts';
import { me } from '../app/session.ts';
import { useResource } from '../app/useResource.ts';
import { ButtonLink } from '../patterns/Button.tsx';
import { Empty, Skeleton } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { formatShortDate } from '../words/format.ts';
import { PeriodForm } from './PeriodForm.tsx';
import { dayInVietnam } from '../rules/day.ts';
import { daysOf, type Days } from './periods.ts';
import { OverdueView } from './OverdueView.tsx';
import { PostingView } from './PostingView.tsx';
import { SatisfactionView } from './SatisfactionView.tsx';
import { SummaryView } from './SummaryView.tsx';
import { loadOversightWords, words } from './words/index.ts';
import './oversight.css';

export interface Asked extends Days {
  /** '' is every office in the supervisor's scope. */
  agency: string;
}

const views = { '/giam-sat': 'summary', '/giam-sat/qua-han': 'overdue', '/giam-sat/hai-long': 'satisfaction', '/giam-sat/niem-yet': 'posting' } as const;

export default function Oversight() {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    void loadOversightWords().then(() => setReady(true));
  }, []);
  if (!ready) return <Page title="…">{<Skeleton />}</Page>;
  if (me.value?.role !== 'supervisor') return <NoAccess />;
  return <Figures />;
}

function NoAccess() {
  return (
    <Page title={words.title} titleHidden>
      <Empty icon="chart" title={words.noAccess}>
        <ButtonLink href="/dang-nhap?as=officer&next=/giam-sat">{words.signIn}</ButtonLink>
      </Empty>
    </Page>
  );
}

function Figures() {
  const { path, query, route } = useLocation();
  const view = views[path.replace(/\/$/, '') as keyof typeof views] ?? 'summary';
  const year = daysOf('year', dayInVietnam());
  const asked: Asked = { from: query.from ?? year.from, to: query.to ?? year.to, agency: query.agency ?? '' };
  const offices = useResource('oversight-offices', loadOffices, { keep: 'nothing' });
  const show = (wanted: Asked) => route(`${path}?${addressOf(wanted)}`, true);

  return (
    <Page title={words.title} wide>
      <nav class="chips" aria-label={words.menu}>
        {Object.entries(views).map(([href, name]) => (
          <a key={href} class="chip chip-link" href={`${href}?${addressOf(asked)}`} aria-current={name === view ? 'page' : undefined}>
            {words.views[name]}
          </a>
        ))}
      </nav>
      <PeriodForm asked={asked} offices={offices.data ?? []} onShow={show} />
      <p class="quiet">{words.between(formatShortDate(asked.from), formatShortDate(asked.to))}</p>
      {view === 'summary' && <SummaryView asked={asked} />}
      {view === 'overdue' && <OverdueView asked={asked} />}
      {view === 'satisfaction' && <SatisfactionView asked={asked} />}
      {view === 'posting' && <PostingView asked={asked} />}
    </Page>
  );
}

async function loadOffices() {
  const all = await ask(api.GET('/api/v1/oversight/summary', { params: { query: {} } }));
  return all.agencies.map(({ agency_code: code, agency_name: name }) => ({ code, name }));
}

/** Part of the address, so that a view can be sent to somebody and the way back works. */
function addressOf({ from, to, agency }: Asked): string {
  return new URLSearchParams({ from, to, ...(agency && { agency }) }).toString();
}

/** The same as the service wants it. */
export function queryOf({ from, to, agency }: Asked): { from: string; to: string; agency?: string } {
  return { from, to, ...(agency && { agency }) };
}
