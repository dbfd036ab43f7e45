/** Fields whose names look like what was typed; nothing while the phone has no catalogue. */
import { useEffect, useState } from 'preact/hooks';

import { words } from '../words/index.ts';
import { loadOffline } from './keepCatalogue.ts';
import { contentLanguage } from './contentLanguage.ts';

export function NearFields({ query, onChoose }: { query: string; onChoose: (field: string) => void }) {
  const [fields, setFields] = useState<string[]>([]);
  useEffect(() => {
    let wanted = true;
    void loadOffline()
      .then(({ offlineIndex }) => offlineIndex())
      .then((index) => wanted && setFields(index?.nearFields(query) ?? []));
    return () => {
      wanted = false;
    };
  }, [query]);
  if (fields.length === 0) return null;
  return (
    <section class="stack">
      <h2>{words.lookup.nearFields}</h2>
      <div class="chips" lang={contentLanguage()}>
        {fields.map((field) => (
          <button key={field} type="button" class="chip" onClick={() => onChoose(field)}>
            {field}
          </button>
        ))}
      </div>
    </section>
  );
}
