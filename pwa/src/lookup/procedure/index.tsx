/** What of a procedure's page stands below its papers, and today's example; fetched while the page is drawn. */
import { ButtonLink } from '../../patterns/Button.tsx';
import { Notice } from '../../patterns/notices.tsx';
import { keptCommune } from '../../storage/myOffice.ts';
import type { Procedure } from '../procedureFacts.ts';
import { About, LegalBasis, Source, Steps } from './Background.tsx';
import type { DueToday } from './dueToday.ts';
import { Share } from './Share.tsx';
import { officeAsked } from './LocalFacts.tsx';
import { Ways } from './Ways.tsx';
import { words } from './words.ts';

export { DueToday } from './DueToday.tsx';
export { LocalFacts } from './LocalFacts.tsx';

interface Props {
  procedure: Procedure;
  due: DueToday | undefined;
}

export function Rest({ procedure, due }: Props) {
  const office = officeAsked();
  const query = office ? `?agency=${encodeURIComponent(office)}` : '';
  return (
    <>
      {procedure.listed && !office && <NoOfficeHere />}
      <Share procedure={procedure} />
      <Steps procedure={procedure} />
      <Ways procedure={procedure} due={due} />
      <About procedure={procedure} />
      <LegalBasis procedure={procedure} />
      <Source procedure={procedure} />
      <ButtonLink kind="quiet" icon="file" href={`/api/v1/procedures/${procedure.code}/sheet.pdf${query}`} newTab>
        {words.procedure.sheet}
      </ButtonLink>
    </>
  );
}

/** For who keeps a commune that has none: said before anything is filled in. */
function NoOfficeHere() {
  const commune = keptCommune();
  const { noOffice, noOfficeText } = words.procedure.local;
  return (
    commune && (
      <Notice tone="waiting" title={noOffice(commune.name)}>
        <p>{noOfficeText}</p>
      </Notice>
    )
  );
}
