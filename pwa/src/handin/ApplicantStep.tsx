/** Whose dossier it is. What was typed last for oneself is offered again while the same person is signed in. */
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';

import { Button } from '../patterns/Button.tsx';
import { Choices, ErrorSummary, Field } from '../patterns/forms.tsx';
import { ofTab, TYPED_PHONE } from '../storage/keyValue.ts';
import { words } from './words.ts';
import { rememberApplicant, rememberedApplicant } from './applicant.ts';
import type { Draft } from './draft.ts';
import { StepPage, useNext } from './StepPage.tsx';
import { APPLICANT, applicantFaults } from './steps.ts';
import { useSaving } from './useDraft.ts';

type Applicant = Draft['applicant'];

export function ApplicantStep({ draft }: { draft: Draft }) {
  const { handin } = words;
  const { route } = useLocation();
  const next = useNext(draft, APPLICANT);
  const [save, fault] = useSaving(draft.id);
  const [applicant, setApplicant] = useState(draft.applicant);
  const [forOther, setForOther] = useState(draft.forOther);
  const [shown, setShown] = useState<ReturnType<typeof applicantFaults>>({});

  const put = (changed: Partial<Applicant>) => {
    const now = { ...applicant, ...changed };
    setApplicant(now);
    void save(() => ({ applicant: now }));
  };
  useEffect(() => {
    if (applicant.full_name || applicant.phone) return;
    const typed = ofTab.getItem(TYPED_PHONE);
    void rememberedApplicant().then((seen) => {
      if (seen) put(seen);
      else if (typed) put({ phone: typed });
    });
  }, []);

  const goOn = async () => {
    const faults = applicantFaults(applicant);
    setShown(faults);
    if (Object.keys(faults).length > 0) return;
    if (!forOther) ofTab.setItem(TYPED_PHONE, applicant.phone);
    rememberApplicant({ ...draft, applicant, forOther });
    if (await save(() => ({ applicant, forOther }))) route(next);
  };
  const chooseWhose = (value: string) => {
    setForOther(value === 'other');
    void save(() => ({ forOther: value === 'other' }));
  };
  const errors = Object.fromEntries(Object.entries(shown).map(([field, code]) => [field, handin[code]]));
  const field = (name: keyof Applicant) => ({ id: name, value: applicant[name], onInput: (value: string) => put({ [name]: value }), error: errors[name] });

  return (
    <StepPage draft={draft} step={APPLICANT} title={handin.applicantTitle} fault={fault} action={<Button onClick={goOn}>{handin.next}</Button>}>
      <ErrorSummary errors={errors} />
      <Choices
        id="whose"
        legend={handin.applicantTitle}
        legendHidden
        choices={[
          { value: 'self', label: handin.mine },
          { value: 'other', label: handin.others, hint: handin.othersHint },
        ]}
        value={forOther ? 'other' : 'self'}
        onChange={chooseWhose}
      />
      <Field {...field('full_name')} label={handin.fullName} hint={handin.fullNameHint} autoComplete={forOther ? 'off' : 'name'} />
      <Field {...field('phone')} label={handin.phone} hint={handin.phoneHint} type="tel" inputMode="tel" maxLength={20} autoComplete={forOther ? 'off' : 'tel-national'} />
      <Field {...field('identity_number')} label={handin.identity} hint={handin.identityHint} maxLength={16} optional />
    </StepPage>
  );
}
