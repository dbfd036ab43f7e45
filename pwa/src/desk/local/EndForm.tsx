/** Ending what holds, or taking a planned change back. */
import { useEffect, useRef, useState } from 'preact/hooks';

import { api, ask } from '../../api/client.ts';
import { Button } from '../../patterns/Button.tsx';
import { ErrorSummary, Field } from '../../patterns/forms.tsx';
import { ProblemNotice } from '../../patterns/notices.tsx';
import { dayInVietnam } from '../../rules/day.ts';
import { words } from '../../words/index.ts';
import { useSubmit } from '../useSubmit.ts';
import { deskWords } from '../words/index.ts';
import type { FactRow, OfficeFact } from './facts.ts';

interface EndFormProps {
  fact: OfficeFact;
  row: FactRow;
  reload: () => Promise<void>;
  onClose: () => void;
  onDone: () => void;
}

export function EndForm({ fact, row, reload, onClose, onDone }: EndFormProps) {
  const { local } = deskWords;
  const planned = row !== fact.now;
  const [lastDay, setLastDay] = useState(dayInVietnam());
  const [reason, setReason] = useState('');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, textarea')?.focus(), []);
  const { tries, busy, problem, submit } = useSubmit({
    ready: Boolean(reason.trim() && (planned || lastDay)),
    send: async () => {
      await ask(
        api.POST('/api/v1/desk/local-facts/end', {
          headers: { 'If-Match': `"${fact.version}"` },
          body: {
            procedure_code: fact.procedure?.code ?? null,
            kind: fact.kind,
            effective_from: row.effective_from,
            last_day: planned ? null : lastDay,
            reason,
          },
        }),
      );
      onDone();
    },
    onRefused: ({ code }) => code === 'changed_meanwhile' && reload(),
  });
  const errors: Record<string, string> = {};
  if (tries > 0 && !planned && !lastDay) errors['end-lastDay'] = local.lastDayMissing;
  if (tries > 0 && !reason.trim()) errors['end-reason'] = local.reasonMissing;

  return (
    <form class="stack" ref={form} onSubmit={submit} noValidate>
      <ErrorSummary errors={errors} sent={tries} />
      {problem && <ProblemNotice problem={problem} />}
      {!planned && (
        <Field id="end-lastDay" type="date" label={local.lastDay} hint={local.lastDayHint} value={lastDay} onInput={setLastDay} error={errors['end-lastDay']} />
      )}
      <Field id="end-reason" label={local.reason} hint={local.reasonHint} lines={2} maxLength={500} lang="vi" value={reason} onInput={setReason} error={errors['end-reason']} />
      <div class="buttons">
        <Button type="submit" kind="danger" busy={busy}>
          {planned ? local.takeBack : local.end}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {words.shell.cancel}
        </Button>
      </div>
    </form>
  );
}
