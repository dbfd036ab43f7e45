/** One notice, as the office wrote it. */
import { useRoute } from 'preact-iso';

import { api, ask } from '../api/client.ts';
import { useResource } from '../app/useResource.ts';
import { Card } from '../patterns/Card.tsx';
import { Loaded, Notice } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { dayInVietnam } from '../rules/day.ts';
import { formatDate, formatShortDate } from '../words/format.ts';
import { language } from '../words/index.ts';
import type { Announcement } from './announcements.ts';
import { words } from './words.ts';

export default function AnnouncementPage() {
  const { announcements } = words;
  const id = Number(useRoute().params.id);
  const resource = useResource<Announcement>(
    `announcement ${id}`,
    () => ask(api.GET('/api/v1/announcements/{announcement_id}', { params: { path: { announcement_id: id } } })),
    { keep: 'public' },
  );
  const lang = language === 'vi' ? undefined : 'vi';
  const { data } = resource;
  return (
    <Page title={data?.title ?? announcements.one} titleLang={data && lang} back="/thong-bao-chung" backLabel={announcements.allOfPlace} above={data && announcements.topics[data.topic]}>
      <Loaded resource={resource}>
        {(found) => (
          <>
            {found.is_demo && (
              <Notice tone="waiting">
                <p>{announcements.demo}</p>
              </Notice>
            )}
            {found.ends_on < dayInVietnam() && (
              <Notice tone="soon">
                <p>{announcements.over(formatDate(found.ends_on))}</p>
              </Notice>
            )}
            <Card>
              <div class="stack" lang={lang}>
                {found.body.split(/\n\s*\n/).map((paragraph, number) => (
                  <p key={number} class="words-of-others">
                    {paragraph.trim()}
                  </p>
                ))}
              </div>
            </Card>
            <p class="hint">
              {announcements.from(found.agency_name)} · {formatShortDate(found.published_at)} · {announcements.for(found.area_name)} ·{' '}
              {announcements.until(formatShortDate(found.ends_on))}
            </p>
          </>
        )}
      </Loaded>
    </Page>
  );
}
