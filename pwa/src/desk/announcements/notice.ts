/** A notice while it is written. */
import type { Schemas } from '../../api/client.ts';
import { dayInVietnam } from '../../rules/day.ts';

export const TOPICS = ['closing', 'procedure', 'campaign', 'guidance'] as const;

export interface NoticeDraft {
  topic: (typeof TOPICS)[number];
  title: string;
  body: string;
  startsOn: string;
  endsOn: string;
  area: string;
}

type Fault = 'titleMissing' | 'bodyMissing' | 'dayMissing' | 'endsBefore' | 'overAlready';

export function newNotice(area: string): NoticeDraft {
  return { topic: 'closing', title: '', body: '', startsOn: dayInVietnam(), endsOn: '', area };
}

export function draftOf(notice: Schemas['DeskAnnouncement']): NoticeDraft {
  return { topic: notice.topic as NoticeDraft['topic'], title: notice.title, body: notice.body, startsOn: notice.starts_on, endsOn: notice.ends_on, area: notice.area };
}

/** By field, what is wrong with it. */
export function faultsOf({ title, body, startsOn, endsOn }: NoticeDraft, today = dayInVietnam()): Partial<Record<keyof NoticeDraft, Fault>> {
  const found: Partial<Record<keyof NoticeDraft, Fault>> = {};
  if (!title.trim()) found.title = 'titleMissing';
  if (!body.trim()) found.body = 'bodyMissing';
  if (!startsOn) found.startsOn = 'dayMissing';
  if (!endsOn) found.endsOn = 'dayMissing';
  else if (startsOn && endsOn < startsOn) found.endsOn = 'endsBefore';
  else if (endsOn < today) found.endsOn = 'overAlready';
  return found;
}
