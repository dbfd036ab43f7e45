/** Notices by their titles, as on the home page and in the list. */
import { Rows } from '../patterns/Card.tsx';
import { Icon } from '../patterns/Icon.tsx';
import { formatShortDate } from '../words/format.ts';
import { language } from '../words/index.ts';
import { addressOf, type Announcement } from './announcements.ts';
import { words } from './words.ts';

export function AnnouncementRows({ items }: { items: readonly Announcement[] }) {
  const { announcements } = words;
  return (
    <Rows>
      {items.map(({ id, title, topic, area_name: area, ends_on: endsOn }) => (
        <li key={id}>
          <a class="row" href={addressOf(id)}>
            <Icon name="info" />
            <span class="row-words">
              <span class="row-title" lang={language === 'vi' ? undefined : 'vi'}>
                {title}
              </span>
              <span class="row-facts">
                {announcements.topics[topic]} · {area} · {announcements.until(formatShortDate(endsOn))}
              </span>
            </span>
          </a>
        </li>
      ))}
    </Rows>
  );
}
