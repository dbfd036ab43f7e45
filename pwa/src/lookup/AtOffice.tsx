/** What concerns one office: what holds there, whose code is loaded only where the office is known, and the sheet for its wall. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { ButtonLink } from '../patterns/Button.tsx';
import { words } from '../words/index.ts';
import type { LocalFactsProps } from './LocalFacts.tsx';

export function AtOffice({ code }: { code: string }) {
  const agency = new URLSearchParams(location.search).get('agency');
  const [Facts, setFacts] = useState<ComponentType<LocalFactsProps> | null>(null);
  useEffect(() => {
    // Where it cannot be fetched, the national text stands alone, as it does everywhere else.
    if (agency) import('./LocalFacts.tsx').then(({ LocalFacts }) => setFacts(() => LocalFacts), () => {});
  }, [agency]);
  return agency && Facts && <Facts code={code} agency={agency} />;
}

export function SheetLink({ code }: { code: string }) {
  return (
    <ButtonLink kind="quiet" href={`/api/v1/procedures/${code}/sheet.pdf${location.search}`} newTab>
      {words.lookup.sheet}
    </ButtonLink>
  );
}
