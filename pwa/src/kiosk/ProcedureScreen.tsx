/** A procedure to read while standing: what it takes, what to bring, how it goes; to take along or to print. */
import { useState } from 'preact/hooks';

import type { Schemas } from '../api/client.ts';
import { network } from '../app/network.ts';
import type { Resource } from '../app/useResource.ts';
import { Qr } from '../patterns/qr/Qr.tsx';
import { contentLanguage } from '../lookup/contentLanguage.ts';
import { About, Steps } from '../lookup/procedure/Background.tsx';
import { LocalFacts } from '../lookup/procedure/LocalFacts.tsx';
import { OfficialText } from '../lookup/OfficialText.tsx';
import { Ways } from '../lookup/procedure/Ways.tsx';
import { byCase, papersFor, type Paper, type Procedure } from '../lookup/procedureFacts.ts';
import { ThreeFacts } from '../lookup/ThreeFacts.tsx';
import { Button } from '../patterns/Button.tsx';
import { Card } from '../patterns/Card.tsx';
import { Choices } from '../patterns/forms.tsx';
import { Notice, ProblemNotice, Skeleton } from '../patterns/notices.tsx';
import { words } from '../words/index.ts';
import { kioskWords } from './words.ts';

interface ProcedureScreenProps {
  code: string;
  agency: string;
  procedure: Resource<Schemas['Procedure']>;
  onPrint: (address: string) => void;
}

export function ProcedureScreen({ code, agency, procedure, onPrint }: ProcedureScreenProps) {
  const { notKept, unknown } = kioskWords();
  const { data, problem } = procedure;
  return (
    <>
      {!data && !problem && <Skeleton rows={6} />}
      {!data && problem?.status === 404 && <Notice tone="waiting" title={unknown} />}
      {!data && problem?.unanswered && (
        <Notice tone="soon" icon="offline">
          <p>{notKept}</p>
        </Notice>
      )}
      {!data && problem && !problem.unanswered && problem.status !== 404 && <ProblemNotice problem={problem} onRetry={procedure.reload} />}
      {data && <Published key={code} procedure={data} agency={agency} />}
      {problem?.status !== 404 && <TakeAlong code={code} agency={agency} onPrint={onPrint} />}
    </>
  );
}

function Published({ procedure, agency }: { procedure: Procedure; agency: string }) {
  const { noDetail, unlisted } = kioskWords();
  const [chosen, setChosen] = useState('');
  const papers = papersFor(procedure, chosen || null);
  const { has_detail: hasDetail } = procedure;
  return (
    <>
      {!procedure.listed && <Notice tone="fault" title={unlisted} />}
      {!hasDetail && (
        <Notice tone="soon" icon="info">
          <p>{noDetail}</p>
        </Notice>
      )}
      <Card>
        <ThreeFacts procedure={procedure} chosen={chosen || null} />
      </Card>
      {agency && <LocalFacts code={procedure.code} agency={agency} />}
      {procedure.cases.length > 0 && <Cases cases={procedure.cases} chosen={chosen} onChoose={setChosen} />}
      {hasDetail && <ToBring papers={papers} />}
      <Steps procedure={procedure} />
      <Ways procedure={procedure} due={undefined} />
      <About procedure={procedure} />
    </>
  );
}

function Cases({ cases, chosen, onChoose }: { cases: readonly string[]; chosen: string; onChoose: (chosen: string) => void }) {
  const { cases: legend } = words.lookup;
  const { allCases } = kioskWords();
  const choices = cases.map((each) => ({ value: each, label: <span lang={contentLanguage()}>{each}</span> }));
  return (
    <Card>
      <Choices id="kiosk-case" legend={legend} choices={[{ value: '', label: allCases }, ...choices]} value={chosen} onChange={onChoose} />
    </Card>
  );
}

function ToBring({ papers }: { papers: readonly Paper[] }) {
  const { papersTitle, noPapers, everyCase, notes } = kioskWords();
  const asked = papers.filter(({ kind }) => kind !== 'note');
  const groups = byCase(asked);
  const remarks = papers.filter(({ kind }) => kind === 'note').map(({ name }) => name);
  return (
    <>
      <Card title={papersTitle}>
        {asked.length === 0 && <p>{noPapers}</p>}
        {groups.map(([name, group]) => (
          <div key={name}>
            {groups.length > 1 && <h3 lang={name === null ? undefined : contentLanguage()}>{name ?? everyCase}</h3>}
            <ol class="kiosk-papers">
              {group.map((paper) => (
                <li key={paper.id}>
                  <OfficialText text={paper.name} />
                  <p class="row-facts">{countsOf(paper)}</p>
                </li>
              ))}
            </ol>
          </div>
        ))}
      </Card>
      {remarks.length > 0 && (
        <Card title={notes}>
          <OfficialText text={remarks.join('\n')} />
        </Card>
      )}
    </>
  );
}

function countsOf({ kind, original, copy }: Paper): string {
  const { originals, copies } = words.lookup;
  const { present } = kioskWords();
  return [kind === 'present' && present, original && originals(original), copy && copies(copy)].filter(Boolean).join(' · ');
}

function TakeAlong({ code, agency, onPrint }: { code: string; agency: string; onPrint: (address: string) => void }) {
  const { take, takeText, qrLabel, print, printNeedsNetwork } = kioskWords();
  const path = encodeURIComponent(code);
  const query = agency ? `?agency=${encodeURIComponent(agency)}` : '';
  const online = network.value === 'online';
  return (
    <Card title={take}>
      <div class="kiosk-take">
        <Qr text={`${location.origin}/thu-tuc/${path}${query}`} label={qrLabel} />
        <div class="stack">
          <p>{takeText}</p>
          <Button icon="file" disabled={!online} onClick={() => onPrint(`/api/v1/procedures/${path}/sheet.pdf${query}`)}>
            {print}
          </Button>
          {!online && <p class="hint">{printNeedsNetwork}</p>}
        </div>
      </div>
    </Card>
  );
}
