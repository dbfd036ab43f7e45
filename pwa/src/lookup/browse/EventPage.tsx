/** A life event: a sentence about it, and its procedures in the order in which to do them. */
import { useEffect } from 'preact/hooks';

import { useResource } from '../../app/useResource.ts';
import { ButtonLink } from '../../patterns/Button.tsx';
import { Card, Rows } from '../../patterns/Card.tsx';
import { Empty, Loaded } from '../../patterns/notices.tsx';
import { Page } from '../../patterns/Page.tsx';
import { language } from '../../words/index.ts';
import { eventAddress } from '../eventAddress.ts';
import { rememberLookUp } from '../lastLookUp.ts';
import { Result } from '../Result.tsx';
import { loadEvent } from './load.ts';
import { Elsewhere } from './Elsewhere.tsx';
import { words } from './words.ts';

const EVENTS = '/viec-thuong-gap';

export default function EventPage({ slug }: { slug: string }) {
  const { browse } = words;
  const event = useResource(`life-event ${slug}`, () => loadEvent(slug), { keep: 'public' });
  useEffect(() => rememberLookUp(eventAddress(slug)), [slug]);
  if (!event.data && event.problem?.code === 'unknown_life_event') {
    return (
      <Page title={browse.unknownEvent} back={EVENTS}>
        <Empty icon="list" title={browse.unknownEventText}>
          <ButtonLink href={EVENTS}>{browse.allEvents}</ButtonLink>
        </Empty>
      </Page>
    );
  }
  return (
    <Page title={event.data?.name[language] ?? browse.eventsTitle} back={EVENTS} backLabel={browse.eventsTitle}>
      <Loaded resource={event} skeletonRows={5}>
        {({ introduction, items }) => (
          <>
            <p>{introduction[language]}</p>
            <Card>
              <Rows>
                {items.map((item) => (
                  <li key={item.code}>
                    <Result item={item} title={item.label} below={item.name} />
                  </li>
                ))}
              </Rows>
            </Card>
          </>
        )}
      </Loaded>
      <Elsewhere />
    </Page>
  );
}
