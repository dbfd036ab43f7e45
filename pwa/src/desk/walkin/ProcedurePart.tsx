import { Card } from '../../patterns/Card.tsx';
import { Checkbox, Choices, Field } from '../../patterns/forms.tsx';
import { checklist } from '../marks.ts';
import { catalogueLang, deskWords } from '../words/index.ts';
import type { Limit, Procedure, WalkInDraft } from './walkIn.ts';

interface ProcedurePartProps {
  procedure: Procedure;
  limit: Limit | null;
  draft: WalkInDraft;
  put: (changed: Partial<WalkInDraft>) => void;
  errors: Record<string, string>;
}

const NO_CASE = '';

/** What depends on the procedure: its case, the papers in hand, and the due date where none is published. */
export function ProcedurePart({ procedure, limit, draft, put, errors }: ProcedurePartProps) {
  const papers = checklist(procedure.requirements, [], draft.chosenCase).asked;
  const tick = (id: string, ticked: boolean) => put({ papers: ticked ? [...draft.papers, id] : draft.papers.filter((other) => other !== id) });
  return (
    <>
      {procedure.cases.length > 0 && (
        <Card>
          <Choices
            id="walkin-case"
            legend={deskWords.caseChoose}
            value={draft.chosenCase ?? NO_CASE}
            onChange={(chosen) => put({ chosenCase: chosen === NO_CASE ? null : chosen })}
            choices={[
              { value: NO_CASE, label: deskWords.caseNone },
              ...procedure.cases.map((name) => ({ value: name, label: <span lang={catalogueLang()}>{name}</span> })),
            ]}
          />
        </Card>
      )}
      {papers.length > 0 && (
        <Card>
          <fieldset class="field">
            <legend>{deskWords.papersTaken}</legend>
            <p class="hint">{deskWords.papersTakenHint}</p>
            {papers.map(({ requirement: { id, name } }) => (
              <Checkbox key={id} id={`paper-${id}`} label={<span lang={catalogueLang()}>{name}</span>} checked={draft.papers.includes(id)} onChange={(ticked) => tick(id, ticked)} />
            ))}
          </fieldset>
        </Card>
      )}
      <Card title={deskWords.due}>
        <div class="stack">
          {limit ? (
            <p>{deskWords.limitIs(deskWords.limit(limit.quantity ?? 0, limit.unit ?? ''))}</p>
          ) : (
            <>
              <Field
                id="walkin-dueOn"
                type="date"
                label={deskWords.agreedDueOn}
                hint={deskWords.agreedDueOnHint}
                optional
                value={draft.dueOn}
                onInput={(dueOn) => put({ dueOn })}
                error={errors['walkin-dueOn']}
              />
              {draft.dueOn && (
                <Field
                  id="walkin-reason"
                  label={deskWords.reason}
                  hint={deskWords.reasonForCitizen}
                  maxLength={2000}
                  value={draft.reason}
                  onInput={(reason) => put({ reason })}
                  error={errors['walkin-reason']}
                />
              )}
            </>
          )}
          <Field id="walkin-note" label={deskWords.walkInNote} optional lines={2} maxLength={1000} value={draft.note} onInput={(note) => put({ note })} />
        </div>
      </Card>
    </>
  );
}
