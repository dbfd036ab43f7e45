/** What of a procedure's page stands below its papers, and today's example; fetched while the page is drawn. */
import type { Procedure } from '../procedureFacts.ts';
import { About, LegalBasis, Source, Steps } from './Background.tsx';
import type { DueToday } from './dueToday.ts';
import { Share } from './Share.tsx';
import { Ways } from './Ways.tsx';

export { DueToday } from './DueToday.tsx';

interface Props {
  procedure: Procedure;
  due: DueToday | undefined;
}

export function Rest({ procedure, due }: Props) {
  return (
    <>
      <Share procedure={procedure} />
      <Steps procedure={procedure} />
      <Ways procedure={procedure} due={due} />
      <About procedure={procedure} />
      <LegalBasis procedure={procedure} />
      <Source procedure={procedure} />
    </>
  );
}
