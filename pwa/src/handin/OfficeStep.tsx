/** Where it is handed in; the office chosen last is proposed. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';

import { api, ask } from '../api/client.ts';
import { useResource } from '../app/useResource.ts';
import { Button } from '../patterns/Button.tsx';
import { Folded } from '../patterns/Card.tsx';
import { Choices, ErrorSummary, Field } from '../patterns/forms.tsx';
import { Loaded, Notice } from '../patterns/notices.tsx';
import { EndedNotice } from '../places/OfficeFacts.tsx';
import { officeOf, useAfterPause, useAgency } from '../places/offices.ts';
import { PlaceChooser } from '../places/PlaceChooser.tsx';
import { Provinces } from '../places/Provinces.tsx';
import { keepOffice, keptCommune, type Office } from '../storage/myOffice.ts';
import { words } from './words.ts';
import type { Draft } from './draft.ts';
import { StepPage, useNext } from './StepPage.tsx';
import { OFFICE } from './steps.ts';
import { useSaving } from './useDraft.ts';

export function OfficeStep({ draft }: { draft: Draft }) {
  const { handin } = words;
  const { route } = useLocation();
  const next = useNext(draft, OFFICE);
  const [save, fault] = useSaving(draft.id);
  const [office, setOffice] = useState(draft.office);
  const commune = office ? null : keptCommune();
  const [province, setProvince] = useState(draft.procedure.province ?? (office ?? commune)?.province ?? '');
  const [typed, setTyped] = useState('');
  const [shown, setShown] = useState<Record<string, string>>({});

  const choose = (chosen: Office) => {
    setOffice(chosen);
    setShown({});
    keepOffice(chosen, 'lastOffice');
    void save(() => ({ office: chosen }));
  };
  /** Into the list, where it is seen to be chosen. */
  const takeFound = (found: Office) => {
    setTyped('');
    choose(found);
    requestAnimationFrame(() => document.querySelector<HTMLElement>('#office :checked')?.focus());
  };
  const now = useAgency(office?.code ?? null);
  const ended = now.data?.in_force === false ? now.data : undefined;
  const goOn = () => {
    if (office && !ended) route(next);
    else setShown({ office: handin.officeMissing });
  };
  return (
    <StepPage draft={draft} step={OFFICE} title={handin.officeTitle} fault={fault} action={<Button onClick={goOn}>{handin.next}</Button>}>
      <ErrorSummary errors={shown} />
      {ended && <EndedNotice office={ended} onTake={choose} />}
      {commune && (
        <Notice tone="waiting">
          <p>{words.places.noOffice(commune.name)}</p>
          <p>{words.places.noOfficeText}</p>
        </Notice>
      )}
      {draft.procedure.province === null && (
        <ByAddress key={office?.code} onChoose={takeFound} />
      )}
      <Provinces id="province" label={handin.province} all={handin.anyProvince} value={province} onChange={setProvince} only={draft.procedure.province} />
      <Field id="search" label={handin.officeSearch} type="search" value={typed} onInput={setTyped} optional />
      <Offices province={province} typed={typed} office={ended ? null : office} onChange={choose} error={shown.office} />
    </StepPage>
  );
}

function ByAddress({ onChoose }: { onChoose: (found: Office) => void }) {
  const [opened, setOpened] = useState(false);
  return (
    <Folded title={words.places.findByAddress} onOpen={() => setOpened(true)}>
      <div class="stack">{opened && <PlaceChooser action={words.places.chooseThis} onChoose={onChoose} />}</div>
    </Folded>
  );
}

interface OfficesProps {
  province: string;
  typed: string;
  office: Office | null;
  onChange: (office: Office) => void;
  error: string | undefined;
}

function Offices({ province, typed, office, onChange, error }: OfficesProps) {
  const { handin } = words;
  const q = useAfterPause(typed);
  const query = { q, ...(province ? { province } : {}), limit: 20 };
  const found = useResource(`offices ${province} ${q}`, () => ask(api.GET('/api/v1/agencies', { params: { query } })), { keep: q ? 'nothing' : 'public' });
  return (
    <>
      <Loaded resource={found}>
        {({ items, total }) => {
          const offices = items.map(officeOf);
          // The one chosen before stays in sight, also without a network.
          if (office && !q && !offices.some(({ code }) => code === office.code)) offices.unshift(office);
          if (offices.length === 0) return <p role="status">{handin.officeNone}</p>;
          return (
            <>
              <OfficeChoices offices={offices} office={office} onChange={onChange} error={error} />
              {total > items.length && <p class="hint">{handin.officeMore(total - items.length)}</p>}
            </>
          );
        }}
      </Loaded>
      {!found.data && office && <OfficeChoices offices={[office]} office={office} onChange={onChange} error={error} />}
    </>
  );
}

function OfficeChoices({ offices, office, onChange, error }: { offices: Office[] } & Pick<OfficesProps, 'office' | 'onChange' | 'error'>) {
  const { handin } = words;
  return (
    <Choices
      id="office"
      legend={handin.office}
      error={error}
      choices={offices.map(({ code, name, isDemo, mandate }) => ({
        value: code,
        label: <span lang="vi">{isDemo && !name.includes(`(${handin.officeDemo})`) ? `${name} (${handin.officeDemo})` : name}</span>,
        hint: mandate ? handin.officeMandate : handin.officePrecheck,
      }))}
      value={office?.code ?? null}
      onChange={(code) => onChange(offices.find((one) => one.code === code)!)}
    />
  );
}
