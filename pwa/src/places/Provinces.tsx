/** One of the provinces, or all of them; nothing while none are known. */
import { api, ask } from '../api/client.ts';
import { useResource } from '../app/useResource.ts';
import { Select } from '../patterns/forms.tsx';

interface ProvincesProps {
  id: string;
  label: string;
  /** What stands for all provinces. */
  all: string;
  value: string;
  onChange: (code: string) => void;
  /** The only one that can be chosen: a procedure of this province. */
  only?: string | null;
}

export function Provinces({ id, label, all, value, onChange, only = null }: ProvincesProps) {
  const provinces = useResource('provinces', () => ask(api.GET('/api/v1/units/provinces')), { keep: 'public' });
  const items = provinces.data?.items.filter(({ code }) => only === null || code === only) ?? [];
  if (items.length === 0) return null;
  return (
    <Select id={id} label={label} value={value} onChange={onChange}>
      {only === null && <option value="">{all}</option>}
      {items.map(({ code, full_name: name }) => (
        <option key={code} value={code} lang="vi">
          {name}
        </option>
      ))}
    </Select>
  );
}
