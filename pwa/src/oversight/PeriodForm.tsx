import { useEffect, useState } from 'preact/hooks';

import { Button } from '../patterns/Button.tsx';
import { ErrorSummary, Field, Select } from '../patterns/forms.tsx';
import type { Asked } from './Oversight.tsx';
import { dayInVietnam } from '../rules/day.ts';
import { daysOf, type PeriodName } from './periods.ts';
import { words } from './words/index.ts';

interface PeriodFormProps {
  asked: Asked;
  offices: readonly { code: string; name: string }[];
  onShow: (asked: Asked) => void;
}

const named = ['month', 'lastMonth', 'quarter', 'year'] as const;

/** Named periods and offices show at once; days chosen by hand wait for the button. */
export function PeriodForm({ asked, offices, onShow }: PeriodFormProps) {
  const today = dayInVietnam();
  const current = named.find((name) => {
    const days = daysOf(name, today);
    return days.from === asked.from && days.to === asked.to;
  });
  const [custom, setCustom] = useState(current === undefined);
  const [from, setFrom] = useState(asked.from);
  const [to, setTo] = useState(asked.to);
  const [wrong, setWrong] = useState(false);
  useEffect(() => {
    setFrom(asked.from);
    setTo(asked.to);
  }, [asked.from, asked.to]);

  const choose = (name: string) => {
    const period = name as PeriodName;
    setCustom(period === 'custom');
    if (period !== 'custom') onShow({ ...asked, ...daysOf(period, today) });
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const reversed = !from || !to || from > to;
    setWrong(reversed);
    if (!reversed) onShow({ ...asked, from, to });
  };

  return (
    <form class="card period-form" onSubmit={submit} noValidate>
      <ErrorSummary errors={wrong ? { from: words.datesWrong } : {}} />
      <Select id="period" label={words.period} value={custom ? 'custom' : (current ?? 'custom')} onChange={choose}>
        {[...named, 'custom' as const].map((name) => (
          <option key={name} value={name}>
            {words.periods[name]}
          </option>
        ))}
      </Select>
      <Select id="agency" label={words.agency} value={asked.agency} onChange={(agency) => onShow({ ...asked, agency })}>
        <option value="">{words.allAgencies}</option>
        {offices.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </Select>
      {custom && (
        <div class="period-days">
          <Field id="from" label={words.from} type="date" value={from} onInput={setFrom} />
          <Field id="to" label={words.to} type="date" value={to} onInput={setTo} />
          <Button type="submit" kind="plain">
            {words.show}
          </Button>
        </div>
      )}
    </form>
  );
}
