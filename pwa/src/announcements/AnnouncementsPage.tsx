/** All notices of one's place that are shown today, and being told of new ones. */
import { Card } from '../patterns/Card.tsx';
import { Empty, Loaded } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { AnnouncementRows } from './AnnouncementRows.tsx';
import { feedAddress, useAnnouncements } from './announcements.ts';
import { FollowCard } from './FollowCard.tsx';
import { words } from './words.ts';

export default function AnnouncementsPage() {
  const { announcements } = words;
  const resource = useAnnouncements();
  return (
    <Page title={announcements.title} back="/">
      <Loaded resource={resource}>
        {({ items, areas: [narrowest] }) => (
          <>
            {!narrowest && (
              <p>
                {announcements.ofAll}{' '}
                <a class="touch" href="/noi-lam-thu-tuc">
                  {announcements.choosePlace}
                </a>
              </p>
            )}
            {items.length > 0 ? (
              <Card>
                <AnnouncementRows items={items} />
              </Card>
            ) : (
              <Empty icon="info" title={announcements.emptyTitle}>
                <p>{announcements.emptyHere}</p>
              </Empty>
            )}
            {narrowest && <FollowCard area={narrowest} />}
            <a class="touch" href={feedAddress()}>
              {announcements.feed}
            </a>
          </>
        )}
      </Loaded>
    </Page>
  );
}
