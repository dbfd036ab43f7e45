/** Where it is handed in; the office chosen last is proposed. */
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../api/client.ts';
import { useResource } from '../app/useResource.ts';
import { Button } from '../patterns/Button.tsx';
import { Choices, ErrorSummary, Field, Select } from '../patterns/forms.tsx';
import { Loaded } from '../patterns/notices.tsx';
import { words } from './words.ts';
import type { Draft, Office } from './draft.ts';
import { rememberOffice } from './snapshot.ts';
import { StepPage } from './StepPage.tsx';
import { OFFICE, stepAfter } from './steps.ts';
import { useSaving } from './useDraft.ts';

const TYPING_PAUSE_MS = 300;

export function OfficeStep({ draft }: { draft: Draft }) {
  const { handin } = words;
  const { route } = useLocation();
  const [save, fault] = useSaving(draft.id);
  const [office, setOffice] = useState(draft.office);
  const [province, setProvince] = useState(draft.procedure.province ?? draft.office?.province ?? '');
  const [typed, setTyped] = useState('');
  const [shown, setShown] = useState<Record<string, string>>({});

  const choose = (chosen: Office) => {
    setOffice(chosen);
    setShown({});
    rememberOffice(chosen);
    void save(() => ({ office: chosen }));
  };
  const goOn = () => {
    if (office) route(`/chuan-bi/${draft.id}/${stepAfter(draft, OFFICE)}`);
    else setShown({ office: handin.officeMissing });
  };
  return (
    <StepPage draft={draft} step={OFFICE} title={handin.officeTitle} fault={fault} action={<Button onClick={goOn}>{handin.next}</Button>}>
      <ErrorSummary errors={shown} />
      <Provinces value={province} onChange={setProvince} only={draft.procedure.province} />
      <Field id="search" label={handin.officeSearch} type="search" value={typed} onInput={setTyped} optional />
      <Offices province={province} typed={typed} office={office} onChange={choose} error={shown.office} />
    </StepPage>
  );
}

function Provinces({ value, onChange, only }: { value: string; onChange: (code: string) => void; only: string | null }) {
  const provinces = useResource('provinces', () => ask(api.GET('/api/v1/units/provinces')), { keep: 'public' });
  const items = provinces.data?.items.filter(({ code }) => only === null || code === only) ?? [];
  if (items.length === 0) return null;
  return (
    <Select id="province" label={words.handin.province} value={value} onChange={onChange}>
      {only === null && <option value="">{words.handin.anyProvince}</option>}
      {items.map(({ code, full_name: name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </Select>
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
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim().slice(0, 200)), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
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

function officeOf({ code, name, province, is_demo: isDemo, online_filing: filing }: Schemas['Agency']): Office {
  return { code, name, province, isDemo, mandate: filing === 'mandate' };
}
