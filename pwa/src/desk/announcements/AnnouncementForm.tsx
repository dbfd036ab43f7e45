/** Writing or changing a notice. When somebody else was first, the form says so and keeps what was typed. */
import { useEffect, useRef, useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../../api/client.ts';
import { useTask } from '../../app/updates.ts';
import { Button } from '../../patterns/Button.tsx';
import { Card } from '../../patterns/Card.tsx';
import { ErrorSummary, Field, Select } from '../../patterns/forms.tsx';
import { ProblemNotice } from '../../patterns/notices.tsx';
import { words } from '../../words/index.ts';
import { useSubmit } from '../useSubmit.ts';
import { deskWords } from '../words/index.ts';
import { faultsOf, TOPICS, type NoticeDraft } from './notice.ts';

interface AnnouncementFormProps {
  initial: NoticeDraft;
  /** Of the notice that is changed. */
  known: Schemas['DeskAnnouncement'] | null;
  /** To publish for, the office's own first. */
  areas: readonly Schemas['Area'][];
  reload: () => Promise<void>;
  onClose: () => void;
  onDone: () => void;
}

/** As the service calls them. */
const FIELDS: Record<string, string> = { starts_on: 'startsOn', ends_on: 'endsOn' };

export function AnnouncementForm({ initial, known, areas, reload, onClose, onDone }: AnnouncementFormProps) {
  const { notices } = deskWords;
  const [draft, setDraft] = useState(initial);
  const [version, setVersion] = useState(known?.version ?? 0);
  const form = useRef<HTMLFormElement>(null);
  const put = (changed: Partial<NoticeDraft>) => setDraft({ ...draft, ...changed });
  const wrong = faultsOf(draft);
  const { tries, busy, problem, submit } = useSubmit({
    ready: Object.keys(wrong).length === 0,
    send: async () => {
      const body = { topic: draft.topic, title: draft.title.trim(), body: draft.body.trim(), starts_on: draft.startsOn, ends_on: draft.endsOn, area: draft.area };
      if (known) await ask(api.PUT('/api/v1/desk/announcements/{announcement_id}', { params: { path: { announcement_id: known.id } }, body: { ...body, version } }));
      else await ask(api.POST('/api/v1/desk/announcements', { body }));
      onDone();
    },
    onRefused: ({ code }) => code === 'changed_meanwhile' && reload(),
  });
  const errors: Record<string, string> = {};
  if (tries > 0) for (const [field, fault] of Object.entries(wrong)) errors[`notice-${field}`] = notices[fault];
  for (const { field, detail } of problem?.errors ?? []) if (field && detail) errors[`notice-${FIELDS[field] ?? field}`] = detail;
  const changed = problem?.code === 'changed_meanwhile';
  useTask(draft !== initial);
  useEffect(() => form.current?.querySelector<HTMLElement>('input')?.focus(), []);
  // What somebody else has written is in the list now; sending again is meant.
  useEffect(() => {
    if (changed && known) setVersion(known.version);
  }, [changed, known]);

  return (
    <Card title={known ? notices.change : notices.write}>
      <form class="stack" ref={form} onSubmit={submit} noValidate>
        <ErrorSummary errors={errors} sent={tries} />
        {problem && problem.errors.length === 0 && <ProblemNotice problem={problem} />}
        <Field id="notice-title" label={notices.noticeTitle} hint={notices.noticeTitleHint} maxLength={160} lang="vi" value={draft.title} onInput={(title) => put({ title })} error={errors['notice-title']} />
        <Select id="notice-topic" label={notices.topic} value={draft.topic} onChange={(topic) => put({ topic: topic as NoticeDraft['topic'] })}>
          {TOPICS.map((topic) => (
            <option key={topic} value={topic}>
              {notices.topics[topic]}
            </option>
          ))}
        </Select>
        <Field id="notice-body" label={notices.body} hint={notices.bodyHint} lines={8} maxLength={5000} lang="vi" value={draft.body} onInput={(body) => put({ body })} error={errors['notice-body']} />
        <Field id="notice-startsOn" type="date" label={notices.startsOn} value={draft.startsOn} onInput={(startsOn) => put({ startsOn })} error={errors['notice-startsOn']} />
        <Field id="notice-endsOn" type="date" label={notices.endsOn} hint={notices.endsOnHint} value={draft.endsOn} onInput={(endsOn) => put({ endsOn })} error={errors['notice-endsOn']} />
        {areas.length > 1 ? (
          <Select id="notice-area" label={notices.area} value={draft.area} onChange={(area) => put({ area })} error={errors['notice-area']}>
            {areas.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        ) : (
          <p class="hint">{notices.forArea(areas[0]!.name)}</p>
        )}
        <div class="buttons">
          <Button type="submit" busy={busy}>
            {known && known.state !== 'draft' ? notices.saveChange : notices.save}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {words.shell.cancel}
          </Button>
        </div>
      </form>
    </Card>
  );
}
