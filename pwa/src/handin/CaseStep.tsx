import { useState } from 'preact/hooks';

import { Choices } from '../patterns/forms.tsx';
import { words } from './words.ts';
import type { Draft } from './draft.ts';
import { NextButton, StepPage } from './StepPage.tsx';
import { CASE } from './steps.ts';
import { useSaving } from './useDraft.ts';

/** The source does not say whether cases exclude each other, so 'not sure' is an answer too. */
const UNSURE = '';

export function CaseStep({ draft }: { draft: Draft }) {
  const { handin } = words;
  const [save, fault] = useSaving(draft.id);
  const [chosen, setChosen] = useState(draft.case ?? UNSURE);
  const choose = (value: string) => {
    setChosen(value);
    void save(() => ({ case: value || null }));
  };
  const cases = draft.procedure.cases.map((name) => ({ value: name, label: <span lang="vi">{name}</span> }));
  return (
    <StepPage draft={draft} step={CASE} title={handin.caseTitle} fault={fault} action={<NextButton draft={draft} step={CASE} />}>
      <Choices
        id="case"
        legend={handin.caseTitle}
        legendHidden
        choices={[...cases, { value: UNSURE, label: handin.caseUnsure, hint: handin.caseUnsureHint }]}
        value={chosen}
        onChange={choose}
      />
    </StepPage>
  );
}
