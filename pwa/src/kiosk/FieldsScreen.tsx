/** The fields that communes handle, as large buttons. */
import { useEffect, useState } from 'preact/hooks';

import { contentLanguage } from '../lookup/contentLanguage.ts';
import { Notice, Skeleton } from '../patterns/notices.tsx';
import { loadFields, type FieldCount } from './fields.ts';
import { kioskWords } from './words.ts';

export function FieldsScreen({ onChoose }: { onChoose: (field: string) => void }) {
  const { fieldsText, fieldsMissing, count } = kioskWords();
  const [fields, setFields] = useState<FieldCount[] | null>(null);
  useEffect(() => {
    let wanted = true;
    void loadFields().then(
      (found) => wanted && setFields(found),
      () => wanted && setFields([]),
    );
    return () => {
      wanted = false;
    };
  }, []);
  if (!fields) return <Skeleton rows={6} />;
  if (fields.length === 0) {
    return (
      <Notice tone="waiting" icon="offline">
        <p>{fieldsMissing}</p>
      </Notice>
    );
  }
  return (
    <>
      <p>{fieldsText}</p>
      <ul class="tiles">
        {fields.map((each) => (
          <li key={each.field}>
            <button type="button" class="tile" onClick={() => onChoose(each.field)}>
              <span>
                <span lang={contentLanguage()}>{each.field}</span>
                <span class="choice-hint">{count(each.count)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
