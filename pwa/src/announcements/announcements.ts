/** What is announced where this phone's paperwork is done; everywhere while no place is chosen. */
import { api, ask, type Schemas } from '../api/client.ts';
import { useResource } from '../app/useResource.ts';
import { keptPlace } from '../storage/myOffice.ts';

export type Announcement = Schemas['Announcement'];
export type AnnouncementList = Schemas['AnnouncementList'];

type Asked = { agency: string } | { commune: string } | Record<string, never>;

export function placeAsked(): Asked {
  const place = keptPlace();
  if (!place) return {};
  return 'code' in place ? { agency: place.code } : { commune: place.commune };
}

/** Of the same name wherever it is asked, so that the home page and the list draw from one answer. */
export function useAnnouncements() {
  const query = placeAsked();
  return useResource<AnnouncementList>(`announcements ${JSON.stringify(query)}`, () => ask(api.GET('/api/v1/announcements', { params: { query } })), { keep: 'public' });
}

export function addressOf(id: number): string {
  return `/thong-bao-chung/${id}`;
}

export function feedAddress(): string {
  const query = new URLSearchParams(placeAsked() as Record<string, string>).toString();
  return `/api/v1/announcements/atom${query && `?${query}`}`;
}
