/** Recording or correcting one fact. When somebody else was first, the form says so and keeps what was typed. */
import { useEffect, useRef, useState } from 'preact/hooks';

import { api, ask } from '../../api/client.ts';
import { useTask } from '../../app/updates.ts';
import { Button } from '../../patterns/Button.tsx';
import { Card } from '../../patterns/Card.tsx';
import { Choices, ErrorSummary, Field, Select } from '../../patterns/forms.tsx';
import { Notice, ProblemNotice } from '../../patterns/notices.tsx';
import { words } from '../../words/index.ts';
import { useSubmit } from '../useSubmit.ts';
import { ProcedurePicker } from '../walkin/ProcedurePicker.tsx';
import { catalogueLang, deskWords } from '../words/index.ts';
import { factBody, factFaults, KINDS, versionFor, type FactDraft, type Kind, type OfficeFact } from './facts.ts';

interface LocalFactFormProps {
  initial: FactDraft;
  items: readonly OfficeFact[];
  reload: () => Promise<void>;
  onClose: () => void;
  onDone: () => void;
}

export function LocalFactForm({ initial, items, reload, onClose, onDone }: LocalFactFormProps) {
  const { local } = deskWords;
  const [draft, setDraft] = useState(initial);
  const form = useRef<HTMLFormElement>(null);
  const put = (changed: Partial<FactDraft>) => setDraft({ ...draft, ...changed });
  const body = factBody(draft);
  // What was seen when the form was opened, until somebody else's correction has been shown.
  const [versions, setVersions] = useState(items);
  const wrong = factFaults(draft);
  const { tries, busy, problem, submit } = useSubmit({
    ready: Object.keys(wrong).length === 0,
    send: async () => {
      const version = versionFor(versions, body.procedure_code, draft.kind);
      await ask(api.POST('/api/v1/desk/local-facts', { headers: { 'If-Match': `"${version}"` }, body }));
      onDone();
    },
    onRefused: ({ code }) => code === 'changed_meanwhile' && reload(),
  });
  const errors: Record<string, string> = {};
  if (tries > 0) for (const [field, fault] of Object.entries(wrong)) errors[field === 'procedure' ? 'walkin-procedure' : `fact-${field}`] = local[fault];
  const changed = problem?.code === 'changed_meanwhile';
  useTask(draft !== initial);
  useEffect(() => form.current?.querySelector<HTMLElement>('select, textarea')?.focus(), []);
  useEffect(() => {
    if (changed) setVersions(items);
  }, [changed, items]);

  return (
    <Card title={local.record}>
      <form class="stack" ref={form} onSubmit={submit} noValidate>
        <ErrorSummary errors={errors} sent={tries} />
        {changed && (
          <Notice tone="soon" live>
            <p>{local.changed}</p>
          </Notice>
        )}
        {problem && !changed && <ProblemNotice problem={problem} />}
        <Scope draft={draft} put={put} error={errors['walkin-procedure']} />
        <Select id="fact-kind" label={local.kind} value={draft.kind} onChange={(kind) => put({ kind: kind as Kind })}>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {local.kinds[kind]}
            </option>
          ))}
        </Select>
        <Field id="fact-text" label={local.text} lines={3} maxLength={1000} lang="vi" value={draft.text} onInput={(text) => put({ text })} error={errors['fact-text']} />
        <Field
          id="fact-decision"
          label={local.decision}
          hint={local.decisionHint}
          optional={draft.kind !== 'fee'}
          maxLength={200}
          lang="vi"
          value={draft.decision}
          onInput={(decision) => put({ decision })}
          error={errors['fact-decision']}
        />
        <Field
          id="fact-decidedOn"
          type="date"
          label={local.decidedOn}
          optional={draft.kind !== 'fee'}
          value={draft.decidedOn}
          onInput={(decidedOn) => put({ decidedOn })}
          error={errors['fact-decidedOn']}
        />
        <Field
          id="fact-effectiveFrom"
          type="date"
          label={local.effectiveFrom}
          hint={local.effectiveFromHint}
          optional
          value={draft.effectiveFrom}
          onInput={(effectiveFrom) => put({ effectiveFrom })}
        />
        <Field
          id="fact-reason"
          label={local.reason}
          hint={local.reasonHint}
          lines={2}
          maxLength={500}
          lang="vi"
          value={draft.reason}
          onInput={(reason) => put({ reason })}
          error={errors['fact-reason']}
        />
        <div class="buttons">
          <Button type="submit" busy={busy}>
            {busy ? local.saving : local.save}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {words.shell.cancel}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function Scope({ draft, put, error }: { draft: FactDraft; put: (changed: Partial<FactDraft>) => void; error: string | undefined }) {
  const { local } = deskWords;
  return (
    <>
      <Choices
        id="fact-scope"
        legend={local.scope}
        value={draft.scope}
        onChange={(scope) => put({ scope })}
        choices={[
          { value: 'all', label: local.allProcedures },
          { value: 'one', label: local.oneProcedure },
        ]}
      />
      {draft.scope === 'one' &&
        (draft.procedureCode ? (
          <div>
            <p class="row-title" lang={catalogueLang()}>
              {draft.procedureName || draft.procedureCode}
            </p>
            <button type="button" class="link-button" onClick={() => put({ procedureCode: '', procedureName: '' })}>
              {deskWords.otherProcedure}
            </button>
          </div>
        ) : (
          <ProcedurePicker onChoose={(procedureCode, { name }) => put({ procedureCode, procedureName: name })} error={error} />
        ))}
    </>
  );
}
