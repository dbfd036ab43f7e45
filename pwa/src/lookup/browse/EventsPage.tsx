/** Everything that happens in life and brings papers with it. */
import { useResource } from '../../app/useResource.ts';
import { Card, RowLink, Rows } from '../../patterns/Card.tsx';
import { Loaded } from '../../patterns/notices.tsx';
import { Page } from '../../patterns/Page.tsx';
import { formatCount } from '../../words/format.ts';
import { language } from '../../words/index.ts';
import { eventAddress } from '../eventAddress.ts';
import { loadEvents } from './load.ts';
import { Elsewhere } from './Elsewhere.tsx';
import { words } from './words.ts';

export default function EventsPage() {
  const { browse } = words;
  const events = useResource('life-events', loadEvents, { keep: 'public' });
  return (
    <Page title={browse.eventsTitle} back="/">
      <p>{browse.eventsIntroduction}</p>
      <Loaded resource={events} skeletonRows={8}>
        {(found) => (
          <Card>
            <Rows>
              {found.map(({ slug, name, count }) => (
                <li key={slug}>
                  <RowLink href={eventAddress(slug)} title={name[language]}>
                    {browse.procedures(formatCount(count))}
                  </RowLink>
                </li>
              ))}
            </Rows>
          </Card>
        )}
      </Loaded>
      <Elsewhere />
    </Page>
  );
}
