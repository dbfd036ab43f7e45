/** The fields that communes handle, as large buttons. */
import { useResource } from '../app/useResource.ts';
import { loadFields } from '../lookup/browse/load.ts';
import { contentLanguage } from '../lookup/contentLanguage.ts';
import { Notice, Skeleton } from '../patterns/notices.tsx';
import { oftenFirst } from './fields.ts';
import { kioskWords } from './words.ts';

export function FieldsScreen({ onChoose }: { onChoose: (field: string) => void }) {
  const { fieldsText, fieldsMissing, count } = kioskWords();
  const { data, loading } = useResource('fields xã', () => loadFields('xã'), { keep: 'public' });
  if (!data && loading) return <Skeleton rows={6} />;
  if (!data?.length) {
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
        {oftenFirst(data).map((each) => (
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
