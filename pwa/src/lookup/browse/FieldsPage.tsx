/** Every field with the number of its procedures; one tap leads to the list of them. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';

import { useResource } from '../../app/useResource.ts';
import { Card, RowLink, Rows } from '../../patterns/Card.tsx';
import { Field } from '../../patterns/forms.tsx';
import { Loaded } from '../../patterns/notices.tsx';
import { Page } from '../../patterns/Page.tsx';
import { formatCount } from '../../words/format.ts';
import { contentLanguage } from '../contentLanguage.ts';
import { fold } from '../folding.ts';
import type { Level } from '../offlineSearch.ts';
import { addressOf, LEVELS, questionIn } from '../searchAddress.ts';
import { loadFields } from './load.ts';
import type { FieldCount } from './phoneCatalogue.ts';
import { words } from './words.ts';

export default function FieldsPage({ query }: { query: Record<string, string> }) {
  const { route } = useLocation();
  const { browse, lookup } = words;
  const { level } = questionIn(query);
  const [name, setName] = useState('');
  const fields = useResource(`fields ${level}`, () => loadFields(level), { keep: 'public' });
  return (
    <Page title={browse.fieldsTitle} back="/tra-cuu" backLabel={lookup.title}>
      <div class="chips chip-line" role="group" aria-label={browse.level}>
        {LEVELS.map((each) => (
          <button
            key={each}
            type="button"
            class="chip"
            aria-pressed={each === level}
            onClick={() => route(fieldsAddress(each === level ? '' : each), true)}
          >
            {lookup.levels[each]}
          </button>
        ))}
      </div>
      <Field id="field-name" label={browse.narrowFields} value={name} onInput={setName} maxLength={60} />
      <Loaded resource={fields} skeletonRows={8}>
        {(found) => <Fields found={found} name={name} level={level} />}
      </Loaded>
    </Page>
  );
}

function fieldsAddress(level: Level | ''): string {
  return addressOf({ query: '', field: '', level }).replace('/tra-cuu', '/linh-vuc');
}

function Fields({ found, name, level }: { found: readonly FieldCount[]; name: string; level: Level | '' }) {
  const { browse } = words;
  const wanted = fold(name);
  const shown = found.filter(({ field }) => fold(field).includes(wanted));
  const often = wanted ? [] : shown.filter(({ often_needed: often }) => often);
  return (
    <>
      <p role="status" class={shown.length === 0 ? 'quiet' : 'visually-hidden'}>
        {wanted && (shown.length === 0 ? browse.noField : formatCount(shown.length))}
      </p>
      {often.length > 0 && <FieldRows title={browse.oftenFields} fields={often} level={level} />}
      {shown.length > 0 && <FieldRows title={browse.allFields} fields={shown} level={level} />}
    </>
  );
}

function FieldRows({ title, fields, level }: { title: string; fields: readonly FieldCount[]; level: Level | '' }) {
  return (
    <Card title={title}>
      <Rows>
        {fields.map(({ field, count }) => (
          <li key={field}>
            <RowLink href={addressOf({ query: '', field, level })} title={<span lang={contentLanguage()}>{field}</span>}>
              {words.browse.procedures(formatCount(count))}
            </RowLink>
          </li>
        ))}
      </Rows>
    </Card>
  );
}
