/** What concerns one office: the sheet for its wall, and what holds there, whose code is loaded only where it is known. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { ButtonLink } from '../patterns/Button.tsx';
import { words } from '../words/index.ts';
import type { LocalFactsProps } from './LocalFacts.tsx';

export function AtOffice({ code }: { code: string }) {
  const { search } = location;
  const agency = new URLSearchParams(search).get('agency');
  const [Facts, setFacts] = useState<ComponentType<LocalFactsProps> | null>(null);
  useEffect(() => {
    // Where it cannot be fetched, the national text stands alone, as it does everywhere else.
    if (agency) import('./LocalFacts.tsx').then(({ LocalFacts }) => setFacts(() => LocalFacts), () => {});
  }, [agency]);
  return (
    <>
      {agency && Facts && <Facts code={code} agency={agency} />}
      <ButtonLink kind="quiet" href={`/api/v1/procedures/${code}/sheet.pdf${search}`} newTab>
        {words.lookup.sheet}
      </ButtonLink>
    </>
  );
}
