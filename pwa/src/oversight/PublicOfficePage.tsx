/** One screen about an office that a citizen understands: how quick, how satisfied, how to reach it. */
import { useRoute } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';

import { api, ask } from '../api/client.ts';
import { useResource } from '../app/useResource.ts';
import { ButtonLink } from '../patterns/Button.tsx';
import { Card } from '../patterns/Card.tsx';
import { Loaded, Notice, Skeleton } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { EndedNotice } from '../places/OfficeFacts.tsx';
import { OfficeContact } from '../places/OfficeContact.tsx';
import { useAgency } from '../places/offices.ts';
import { OfficersCard } from '../places/OfficersCard.tsx';
import { formatCount, formatShortDate } from '../words/format.ts';
import { formatPercent } from './percent.ts';
import { Questions } from './SatisfactionView.tsx';
import { Figure, Formulas } from './SummaryView.tsx';
import { loadOversightWords, words } from './words/index.ts';
import './oversight.css';

export default function PublicOfficePage() {
  const agencyCode = useRoute().params.agencyCode ?? '';
  const [ready, setReady] = useState(false);
  useEffect(() => {
    void loadOversightWords().then(() => setReady(true));
  }, []);
  const office = useResource(
    `office ${agencyCode}`,
    () => ask(api.GET('/api/v1/public/offices/{agency_code}', { params: { path: { agency_code: agencyCode } } })),
    { keep: 'public' },
  );
  const contact = useAgency(agencyCode);
  if (!ready) return <Page title="…">{<Skeleton />}</Page>;

  return (
    <Page title={office.data?.name ?? words.office} back="/">
      <Loaded resource={office}>
        {(found) => (
          <>
            {found.is_demo && (
              <Notice tone="waiting">
                <p>{words.officeDemo}</p>
              </Notice>
            )}
            {contact.data && !contact.data.in_force && <EndedNotice office={contact.data} />}
            <p class="quiet">
              {words.officeThisYear}: {words.between(formatShortDate(found.from), formatShortDate(found.to))}
            </p>
            <div class="figures">
              <Figure
                name={words.onTime}
                value={found.on_time_percent == null ? '–' : formatPercent(found.on_time_percent)}
                of={words.officeSolved(formatCount(found.solved), formatCount(found.solved_late))}
              />
              <Figure
                name={words.satisfied}
                value={found.satisfaction.overall ? formatPercent(found.satisfaction.overall.satisfied_percent) : '–'}
                of={found.satisfaction.overall ? words.satisfiedOf(formatCount(found.satisfaction.overall.answers)) : words.notPublished}
              />
            </div>
            <Card>
              <ul class="plain-list">
                <li>{words.officeReceived(formatCount(found.received))}</li>
                <li>{words.officeInProcess(formatCount(found.in_process), formatCount(found.overdue))}</li>
              </ul>
            </Card>
            <OfficeContact office={contact} />
            <OfficersCard agencyCode={agencyCode} isDemo={found.is_demo} />
            <Card title={words.officeSatisfaction}>
              <Questions satisfaction={found.satisfaction} />
            </Card>
            <ButtonLink kind="plain" icon="search" href={`/kiosk/${encodeURIComponent(found.agency_code)}`}>
              {words.officeKiosk}
            </ButtonLink>
            <Formulas />
          </>
        )}
      </Loaded>
    </Page>
  );
}
