/** Correcting a line: which step, the right day or none, and why. The old line stays in the register. */
import { useState } from 'preact/hooks';

import { api, ask } from '../../api/client.ts';
import { Button } from '../../patterns/Button.tsx';
import { ErrorSummary, Field, Select } from '../../patterns/forms.tsx';
import { ProblemNotice } from '../../patterns/notices.tsx';
import { useSubmit } from '../useSubmit.ts';
import { faultOfDay, type Posting } from './StepForm.tsx';
import { words } from './words.ts';

const STEPS = ['office', 'electronic', 'withdrawn'] as const;
type Step = (typeof STEPS)[number];

export function CorrectForm({ posting, onRecorded }: { posting: Posting; onRecorded: (after: Posting) => void }) {
  const recorded = STEPS.filter((step) => posting.entries.some((line) => line.step === step));
  const dayOf = (step: Step) => posting[`${step}_on`] ?? '';
  const [step, setStep] = useState<Step>(recorded[0]!);
  const [day, setDay] = useState(dayOf(step));
  const [reason, setReason] = useState('');

  const faults: Record<string, string> = {};
  const wrongDay = day && faultOfDay(day, posting.decided_on);
  if (wrongDay) faults['correct-day'] = wrongDay;
  if (!reason.trim()) faults['correct-reason'] = words.reasonMissing;
  const { tries, busy, problem, submit } = useSubmit({
    ready: Object.keys(faults).length === 0,
    send: async () => {
      const body = { action: 'correct' as const, step, on: day || null, reason: reason.trim(), seen: posting.entries.length };
      onRecorded(await ask(api.POST('/api/v1/desk/postings/{item_id}/actions', { params: { path: { item_id: posting.item_id } }, body })));
    },
  });
  const errors = tries > 0 ? faults : {};

  return (
    <form class="stack" onSubmit={submit} noValidate>
      <p class="hint">{words.correctHint}</p>
      <ErrorSummary errors={errors} sent={tries} />
      <Select
        id="correct-step"
        label={words.correctStep}
        value={step}
        onChange={(chosen) => {
          setStep(chosen as Step);
          setDay(dayOf(chosen as Step));
        }}
      >
        {recorded.map((name) => (
          <option key={name} value={name}>
            {words.steps[name]}
          </option>
        ))}
      </Select>
      <Field id="correct-day" type="date" label={words.correctDay} hint={words.correctDayHint} value={day} onInput={setDay} error={errors['correct-day']} />
      <Field id="correct-reason" label={words.reason} lines={2} maxLength={500} value={reason} onInput={setReason} error={errors['correct-reason']} />
      {problem && <ProblemNotice problem={problem} />}
      <Button type="submit" kind="plain" busy={busy}>
        {busy ? words.recording : words.correct}
      </Button>
    </form>
  );
}
