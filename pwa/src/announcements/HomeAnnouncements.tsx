/** The newest notices of one's place on the home page; nothing while there are none. */
import { Card } from '../patterns/Card.tsx';
import { words as shared } from '../words/index.ts';
import { AnnouncementRows } from './AnnouncementRows.tsx';
import { useAnnouncements } from './announcements.ts';
import { words } from './words.ts';

const SHOWN = 2;

export function HomeAnnouncements() {
  const { data } = useAnnouncements();
  if (!data || data.items.length === 0) return null;
  return (
    <section class="stack">
      <div class="heading-line">
        <h2>{words.announcements.title}</h2>
        <a class="touch" href="/thong-bao-chung">
          {shared.shell.seeAll}
        </a>
      </div>
      <Card>
        <AnnouncementRows items={data.items.slice(0, SHOWN)} />
      </Card>
    </section>
  );
}
