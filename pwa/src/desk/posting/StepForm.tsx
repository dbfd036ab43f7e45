/** One step of the register: the day, for the board also a photograph, and a button. What was typed stays on failure. */
import { useEffect, useRef, useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../../api/client.ts';
import { Button } from '../../patterns/Button.tsx';
import { ErrorSummary, Field } from '../../patterns/forms.tsx';
import { Icon } from '../../patterns/Icon.tsx';
import { ProblemNotice } from '../../patterns/notices.tsx';
import { dayInVietnam } from '../../rules/day.ts';
import { formatShortDate } from '../../words/format.ts';
import { useSubmit } from '../useSubmit.ts';
import { sendPhoto, smaller } from './photo.ts';
import { words } from './words.ts';

export type Posting = Schemas['Posting'];
type Action = Schemas['PostingAction']['action'];

interface StepFormProps {
  posting: Posting;
  action: Exclude<Action, 'correct'>;
  label: string;
  withPhoto?: boolean;
  withReason?: boolean;
  onRecorded: (after: Posting) => void;
}

export function StepForm({ posting, action, label, withPhoto = false, withReason = false, onRecorded }: StepFormProps) {
  const [day, setDay] = useState(dayInVietnam());
  const [reason, setReason] = useState('');
  const [photo, setPhoto] = useState<Blob | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  /** The photograph as the service has it: a second try does not send it again. */
  const sent = useRef<{ photo: Blob; id: string } | null>(null);
  const id = (name: string) => `${action}-${name}`;

  const faults: Record<string, string> = {};
  const wrongDay = faultOfDay(day, posting.decided_on);
  if (wrongDay) faults[id('day')] = wrongDay;
  if (withPhoto && !photo) faults[id('photo')] = unreadable ? words.photoUnreadable : words.photoMissing;
  if (withReason && !reason.trim()) faults[id('reason')] = words.reasonMissing;
  const { tries, busy, problem, submit } = useSubmit({
    ready: Object.keys(faults).length === 0,
    send: async () => {
      if (photo && sent.current?.photo !== photo) sent.current = { photo, id: await sendPhoto(photo) };
      const body = { action, on: day, reason: reason.trim() || null, photo_id: photo ? sent.current!.id : null };
      onRecorded(await ask(api.POST('/api/v1/desk/postings/{item_id}/actions', { params: { path: { item_id: posting.item_id } }, body })));
    },
  });
  const errors = tries > 0 ? faults : {};

  return (
    <form class="stack" onSubmit={submit} noValidate>
      <ErrorSummary errors={errors} sent={tries} />
      <Field id={id('day')} type="date" label={words.day} value={day} onInput={setDay} error={errors[id('day')]} />
      {withPhoto && (
        <PhotoField
          id={id('photo')}
          photo={photo}
          error={errors[id('photo')] ?? (unreadable ? words.photoUnreadable : undefined)}
          onPicked={async (file) => {
            const readable = await smaller(file);
            setUnreadable(readable === null);
            setPhoto(readable);
          }}
        />
      )}
      {withReason && <Field id={id('reason')} label={words.reason} lines={2} maxLength={500} value={reason} onInput={setReason} error={errors[id('reason')]} />}
      {problem && <ProblemNotice problem={problem} />}
      <Button type="submit" busy={busy} icon="check">
        {busy ? (withPhoto && !sent.current ? words.sendingPhoto : words.recording) : label}
      </Button>
    </form>
  );
}

export function faultOfDay(day: string, decidedOn: string): string | null {
  if (!day) return words.dayMissing;
  if (day > dayInVietnam()) return words.dayFuture;
  return day < decidedOn ? words.dayEarly(formatShortDate(decidedOn)) : null;
}

interface PhotoFieldProps {
  id: string;
  photo: Blob | null;
  error: string | undefined;
  onPicked: (file: File) => unknown;
}

/** The browser's own file input under a button's looks: it offers camera and pictures, by keyboard too. */
function PhotoField({ id, photo, error, onPicked }: PhotoFieldProps) {
  const [address, setAddress] = useState('');
  useEffect(() => {
    if (!photo) return setAddress('');
    const made = URL.createObjectURL(photo);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [photo]);
  const picked = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const [file] = input.files ?? [];
    input.value = ''; // the same file again is a new choice
    if (file) void onPicked(file);
  };
  return (
    <div class={error ? 'field field-wrong' : 'field'}>
      <p>
        <strong>{words.photo}</strong>
      </p>
      <p class="hint" id={`${id}-hint`}>
        {words.photoHint}
      </p>
      {error && (
        <p class="field-error" id={`${id}-error`}>
          <Icon name="warning" /> {error}
        </p>
      )}
      {address && (
        <div class="desk-picture">
          <img src={address} alt={words.photoChosen} />
        </div>
      )}
      <label class="button button-plain picker">
        <input
          id={id}
          type="file"
          class="visually-hidden"
          accept="image/jpeg,image/png,image/webp"
          aria-describedby={`${id}-hint${error ? ` ${id}-error` : ''}`}
          onChange={picked}
        />
        <Icon name="camera" />
        <span>{photo ? words.photoOther : words.photoTake}</span>
      </label>
    </div>
  );
}
