/** Entering a decision. Procedures that lack a mandatory part keep all of it out, and the form says which and what. */
import { api, ask, type Schemas } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import { Button } from '../../patterns/Button.tsx';
import { Card } from '../../patterns/Card.tsx';
import { Choices, ErrorSummary, Field, Select } from '../../patterns/forms.tsx';
import { Icon } from '../../patterns/Icon.tsx';
import { ProblemNotice } from '../../patterns/notices.tsx';
import { dayInVietnam } from '../../rules/day.ts';
import { useKept } from '../kept.ts';
import { useSubmit } from '../useSubmit.ts';
import { ProcedurePicker } from '../walkin/ProcedurePicker.tsx';
import { words } from './words.ts';

type Decision = Schemas['Decision'];
type Effect = 'publish' | 'amend' | 'abolish';

interface Draft {
  number: string;
  issuer: string;
  decidedOn: string;
  effectiveFrom: string;
  appliesTo: 'office' | 'province';
  procedures: { code: string; effect: Effect }[];
}

const EMPTY: Draft = { number: '', issuer: '', decidedOn: '', effectiveFrom: '', appliesTo: 'office', procedures: [] };
const EFFECTS = ['publish', 'amend', 'abolish'] as const;

export function DecisionForm({ forProvince, onMade }: { forProvince: boolean; onMade: (decision: Decision) => void }) {
  const [draft, keep] = useKept<Draft>('decision', EMPTY);
  const faults = faultsOf(draft);
  const { tries, busy, problem, submit, forgetProblem } = useSubmit({
    ready: Object.keys(faults).length === 0,
    send: async () => {
      const decision = await ask(api.POST('/api/v1/desk/decisions', { body: bodyOf(draft) }));
      keep(EMPTY);
      onMade(decision);
    },
  });
  const change = (changed: Partial<Draft>) => {
    forgetProblem();
    keep({ ...draft, ...changed });
  };
  const errors = tries > 0 ? faults : {};

  return (
    <Card title={words.decisionNew}>
      <form class="stack" onSubmit={submit} noValidate>
        <ErrorSummary errors={errors} sent={tries} />
        <Field id="decision-number" label={words.number} hint={words.numberHint} maxLength={120} value={draft.number} onInput={(number) => change({ number })} error={errors['decision-number']} />
        <Field id="decision-issuer" label={words.issuer} maxLength={300} value={draft.issuer} onInput={(issuer) => change({ issuer })} error={errors['decision-issuer']} />
        <Field id="decision-day" type="date" label={words.decidedOn} value={draft.decidedOn} onInput={(decidedOn) => change({ decidedOn })} error={errors['decision-day']} />
        <Field id="decision-effective" type="date" label={words.effectiveFrom} hint={words.effectiveHint} optional value={draft.effectiveFrom} onInput={(effectiveFrom) => change({ effectiveFrom })} />
        {forProvince && (
          <Choices
            id="decision-applies"
            legend={words.appliesTo}
            value={draft.appliesTo}
            onChange={(appliesTo) => change({ appliesTo })}
            choices={[
              { value: 'office', label: words.decisionOffice },
              { value: 'province', label: words.decisionProvince },
            ]}
          />
        )}
        <h3>{words.proceduresTitle}</h3>
        <Chosen draft={draft} problem={problem} onChange={(procedures) => change({ procedures })} />
        <ProcedurePicker
          key={draft.procedures.length}
          error={errors['walkin-procedure']}
          onChoose={(code) => draft.procedures.some((one) => one.code === code) || change({ procedures: [...draft.procedures, { code, effect: 'publish' }] })}
        />
        {problem && <ProblemNotice problem={problem} />}
        <Button type="submit" busy={busy} icon="check">
          {busy ? words.saving : words.save}
        </Button>
      </form>
    </Card>
  );
}

interface ChosenProps {
  draft: Draft;
  problem: Problem | null;
  onChange: (procedures: Draft['procedures']) => void;
}

/** What stands in the decision; what the service refused says why beneath it. */
function Chosen({ draft: { procedures }, problem, onChange }: ChosenProps) {
  if (procedures.length === 0) return null;
  return (
    <ul class="rows">
      {procedures.map((one, index) => {
        const refused = problem?.errors.find(({ field }) => field === `procedures.${index}.code`);
        return (
          <li key={one.code} class="desk-file stack">
            <Select
              id={`effect-${one.code}`}
              label={one.code}
              value={one.effect}
              error={refused?.detail}
              onChange={(effect) => onChange(procedures.map((each) => (each === one ? { ...one, effect: effect as Effect } : each)))}
            >
              {EFFECTS.map((effect) => (
                <option key={effect} value={effect}>
                  {words.effects[effect]}
                </option>
              ))}
            </Select>
            <button type="button" class="button button-quiet" onClick={() => onChange(procedures.filter((each) => each !== one))}>
              <Icon name="trash" />
              <span>
                {words.remove} {one.code}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function faultsOf(draft: Draft): Record<string, string> {
  const faults: Record<string, string> = {};
  if (!draft.number.trim()) faults['decision-number'] = words.required;
  if (!draft.issuer.trim()) faults['decision-issuer'] = words.required;
  if (!draft.decidedOn) faults['decision-day'] = words.required;
  else if (draft.decidedOn > dayInVietnam()) faults['decision-day'] = words.dayFuture;
  if (draft.procedures.length === 0) faults['walkin-procedure'] = words.proceduresMissing;
  return faults;
}

function bodyOf({ number, issuer, decidedOn, effectiveFrom, appliesTo, procedures }: Draft): Schemas['NewDecision'] {
  return { number, issuer, decided_on: decidedOn, effective_from: effectiveFrom || null, applies_to: appliesTo, procedures };
}
