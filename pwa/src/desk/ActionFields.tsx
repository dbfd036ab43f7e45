import { api, ask } from '../api/client.ts';
import { useResource } from '../app/useResource.ts';
import { Choices, Field, Select } from '../patterns/forms.tsx';
import { ProblemNotice } from '../patterns/notices.tsx';
import type { ActionDraft, Needs } from './actions.ts';
import type { Requirement } from './marks.ts';
import { catalogueLang, deskWords } from './words/index.ts';

interface ActionFieldsProps {
  needs: Needs;
  draft: ActionDraft;
  onChange: (draft: ActionDraft) => void;
  text: string;
  proposed: string;
  /** The citizen reads the text. */
  shown: boolean;
  papers: readonly Requirement[];
  reasons: readonly { requirement_id: string; reason: string | null }[];
  errors: Record<string, string>;
}

export function ActionFields({ needs, draft, onChange, text, proposed, shown, papers, reasons, errors }: ActionFieldsProps) {
  const put = (changed: Partial<ActionDraft>) => onChange({ ...draft, ...changed });
  const dueOn = needs.dueOn && (
    <Field
      id="desk-dueOn"
      type="date"
      label={needs.dueOn === 'required' ? deskWords.newDueOn : deskWords.agreedDueOn}
      hint={needs.dueOn === 'required' ? deskWords.newDueOnHint : deskWords.agreedDueOnHint}
      optional={needs.dueOn === 'optional'}
      value={draft.dueOn}
      onInput={(value) => put({ dueOn: value })}
      error={errors['desk-dueOn']}
    />
  );
  return (
    <>
      {dueOn}
      {needs.officer && <OfficerField value={draft.officer} onChange={(officer) => put({ officer })} error={errors['desk-officer']} />}
      {needs.amount && (
        <Field
          id="desk-amount"
          label={deskWords.amount}
          inputMode="numeric"
          maxLength={20}
          value={draft.amount}
          onInput={(amount) => put({ amount })}
          error={errors['desk-amount']}
        />
      )}
      {needs.collector && (
        <Choices
          id="desk-collector"
          legend={deskWords.collector}
          value={draft.collector}
          onChange={(collector) => put({ collector })}
          choices={[
            { value: 'owner', label: deskWords.collectorOwner },
            { value: 'proxy', label: deskWords.collectorProxy },
          ]}
        />
      )}
      {needs.papers && <PapersAsked papers={papers} reasons={reasons} />}
      <Field
        id="desk-text"
        label={needs.text === 'reason' ? deskWords.reason : shown ? deskWords.noteForCitizen : deskWords.noteInside}
        hint={shown ? deskWords.reasonForCitizen : deskWords.reasonInside}
        optional={!needs.textRequired}
        lines={needs.papers ? 7 : 3}
        maxLength={4000}
        lang="vi"
        value={text}
        onInput={(value) => put({ text: value })}
        error={errors['desk-text']}
      />
      {draft.text !== null && proposed !== '' && draft.text !== proposed && (
        <button type="button" class="link-button" onClick={() => put({ text: null })}>
          {deskWords.composeAgain}
        </button>
      )}
      {needs.answerBy && (
        <Field
          id="desk-answerBy"
          type="date"
          label={deskWords.answerBy}
          hint={deskWords.answerByHint}
          optional
          value={draft.answerBy}
          onInput={(answerBy) => put({ answerBy })}
          error={errors['desk-answerBy']}
        />
      )}
    </>
  );
}

function PapersAsked({ papers, reasons }: Pick<ActionFieldsProps, 'papers' | 'reasons'>) {
  const reasonOf = (id: string) => reasons.find(({ requirement_id }) => requirement_id === id)?.reason;
  return (
    <div>
      <p>
        <strong>{deskWords.papersAsked}</strong>
      </p>
      <p class="hint">{deskWords.papersAskedHint}</p>
      {papers.length > 0 && (
        <ul class="plain-list" lang={catalogueLang()}>
          {papers.map(({ id, name }) => (
            <li key={id}>
              {name}
              {reasonOf(id) && <span class="desk-reason">{reasonOf(id)}</span>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface OfficerFieldProps {
  value: string;
  onChange: (username: string) => void;
  error: string | undefined;
}

function OfficerField({ value, onChange, error }: OfficerFieldProps) {
  const colleagues = useResource('desk officers', () => ask(api.GET('/api/v1/desk/officers')), { keep: 'nothing' });
  return (
    <>
      {colleagues.problem && <ProblemNotice problem={colleagues.problem} onRetry={colleagues.reload} busy={colleagues.loading} />}
      <Select id="desk-officer" label={deskWords.officer} value={value} onChange={onChange} error={error}>
        <option value="">{deskWords.officerChoose}</option>
        {colleagues.data?.items.map(({ username, full_name, position }) => (
          <option key={username} value={username}>
            {full_name} · {position}
          </option>
        ))}
      </Select>
    </>
  );
}
