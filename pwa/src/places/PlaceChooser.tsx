/** From where somebody lives to the office of that commune: search, which part of a split ward, the office. */
import { useEffect, useState } from 'preact/hooks';

import { Button } from '../patterns/Button.tsx';
import { Card, Rows } from '../patterns/Card.tsx';
import type { KeptCommune, Office } from '../storage/myOffice.ts';
import type { Commune, Place } from './offices.ts';
import { OfficeToChoose, OfficesOf } from './OfficesOf.tsx';
import { PlaceSearch, type Asked } from './PlaceSearch.tsx';
import { RowButton } from './RowButton.tsx';
import './places.css';
import { StepHeading } from './StepHeading.tsx';
import { words } from './words.ts';

type Step = { at: 'search' } | { at: 'split'; place: Place } | { at: 'commune'; commune: Commune } | { at: 'office'; code: string };

interface ChooserProps {
  /** On the button that chooses. */
  action: string;
  onChoose: (office: Office) => void;
  /** Not where something is to be handed in: a commune without an office is then told of, and no choice. */
  onCommune?: (commune: KeptCommune) => void;
}

export function PlaceChooser({ action, onChoose, onCommune }: ChooserProps) {
  const [asked, setAsked] = useState<Asked>({ typed: '', province: '' });
  const [step, goTo] = useStep();
  const takePlace = (place: Place) => {
    const [commune] = place.choices;
    goTo(place.choices.length > 1 || !commune ? { at: 'split', place } : { at: 'commune', commune });
  };
  const takeOffice = (code: string) => goTo({ at: 'office', code });
  if (step.at === 'search') return <PlaceSearch asked={asked} onAsk={setAsked} onPlace={takePlace} onOffice={takeOffice} />;
  return (
    <>
      {step.at === 'split' && <WhichPart place={step.place} onChoose={(commune) => goTo({ at: 'commune', commune })} />}
      {step.at === 'commune' && <OfficesOf commune={step.commune} action={action} onOffice={takeOffice} onChoose={onChoose} onCommune={onCommune} />}
      {step.at === 'office' && <OfficeToChoose code={step.code} action={action} onChoose={onChoose} />}
      <Button kind="plain" icon="search" onClick={() => history.back()}>
        {words.places.back}
      </Button>
    </>
  );
}

/** The phone's own way back leads to the search, not off the page. */
function useStep(): [Step, (next: Step) => void] {
  const [step, setStep] = useState<Step>({ at: 'search' });
  const atSearch = step.at === 'search';
  useEffect(() => {
    if (atSearch) return;
    const toSearch = () => {
      setStep({ at: 'search' });
      requestAnimationFrame(() => document.getElementById('place')?.focus());
    };
    addEventListener('popstate', toSearch);
    return () => removeEventListener('popstate', toSearch);
  }, [atSearch]);
  const goTo = (next: Step) => {
    if (atSearch) history.pushState(history.state, '');
    setStep(next);
  };
  return [step, goTo];
}

/** The former ward lies in several communes of today: only who lives there knows. */
function WhichPart({ place, onChoose }: { place: Place; onChoose: (commune: Commune) => void }) {
  const { splitTitle, splitHint } = words.places;
  const former = (place.found_by?.full_name ?? place.full_name).split(',')[0]!;
  return (
    <>
      <StepHeading>{splitTitle(former)}</StepHeading>
      <p class="hint">{splitHint}</p>
      <Card>
        <Rows>
          {place.choices.map((commune) => (
            <RowButton key={commune.code} title={<span lang="vi">{commune.full_name}</span>} onClick={() => onChoose(commune)}>
              <span lang="vi">{commune.province_name}</span>
            </RowButton>
          ))}
        </Rows>
      </Card>
    </>
  );
}
