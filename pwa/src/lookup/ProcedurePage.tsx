/** A procedure: three facts, the papers of one's case, how it goes, and where all this was read. */
import { useRoute } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';

import { api, ask } from '../api/client.ts';
import { fetchAhead } from '../app/fetchAhead.ts';
import { useResource } from '../app/useResource.ts';
import { ActionBar, ButtonLink } from '../patterns/Button.tsx';
import { Card, Folded } from '../patterns/Card.tsx';
import { Choices } from '../patterns/forms.tsx';
import { Empty, Loaded, Notice } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { words } from '../words/index.ts';
import { canonicalCode } from './codes.ts';
import { useCatalogueKept } from './keepCatalogue.ts';
import { lastLookUp } from './lastLookUp.ts';
import './lookup.css';
import { contentLanguage } from './contentLanguage.ts';
import { OfficialText } from './OfficialText.tsx';
import { Papers } from './Papers.tsx';
import { About, LegalBasis, Source, Ways } from './ProcedureParts.tsx';
import { canBeHandedIn, countToBring, feeFact, papersFor, timeFact, type Procedure } from './procedureFacts.ts';
import { feeWords, timeWords } from './procedureWords.ts';

export default function ProcedurePage() {
  const code = canonicalCode(useRoute().params.code!);
  const load = () => ask(api.GET('/api/v1/procedures/{code}', { params: { path: { code } } }));
  const procedure = useResource(`procedure ${code}`, load, { keep: 'public' });
  useCatalogueKept();
  // Who reads a procedure often prepares it next, perhaps where there is no network.
  useEffect(() => fetchAhead('prepare'), []);
  if (procedure.problem?.status === 404) return <Unknown code={code} />;
  const { data } = procedure;
  return (
    <Page
      title={data?.name ?? words.lookup.procedure}
      titleLang={data && contentLanguage()}
      above={data && <span lang={contentLanguage()}>{[data.code, data.field].filter(Boolean).join(' · ')}</span>}
      back={lastLookUp()}
      backLabel={words.lookup.back}
    >
      <Loaded resource={procedure} skeletonRows={6}>
        {(published) => <Published key={published.code} procedure={published} />}
      </Loaded>
    </Page>
  );
}

function Published({ procedure }: { procedure: Procedure }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const { cases, steps, has_detail: hasDetail } = procedure;
  return (
    <>
      <Standing procedure={procedure} />
      <Facts procedure={procedure} chosen={chosen} />
      {cases.length > 0 && <CaseChooser cases={cases} chosen={chosen} onChoose={setChosen} />}
      {hasDetail && <Papers papers={papersFor(procedure, chosen)} />}
      {steps.length > 0 && (
        <Card title={words.lookup.steps}>
          <Steps steps={steps} />
        </Card>
      )}
      <Ways procedure={procedure} />
      <About procedure={procedure} />
      <LegalBasis procedure={procedure} />
      <Source procedure={procedure} />
      <Action procedure={procedure} chosen={chosen} />
    </>
  );
}

/** What has to be known before anything else. */
function Standing({ procedure: { listed, scope, has_detail: hasDetail } }: { procedure: Procedure }) {
  const { unlisted, unlistedText, internal, noDetail, noDetailText } = words.lookup;
  return (
    <>
      {!listed && (
        <Notice tone="fault" title={unlisted}>
          <p>{unlistedText}</p>
        </Notice>
      )}
      {scope === 'internal' && <Notice tone="waiting" title={internal} />}
      {!hasDetail && (
        <Notice tone="soon" icon="info" title={noDetail}>
          <p>{noDetailText}</p>
        </Notice>
      )}
    </>
  );
}

function Facts({ procedure, chosen }: { procedure: Procedure; chosen: string | null }) {
  const { time, fee, paperCount, papers, unpublished } = words.lookup;
  const count = countToBring(papersFor(procedure, chosen));
  const facts = [
    [time, timeWords(timeFact(procedure, chosen))],
    [fee, feeWords(feeFact(procedure.fee_kind, procedure.fees))],
    [paperCount, count > 0 ? papers(count) : unpublished],
  ];
  return (
    <dl class="card three-facts">
      {facts.map(([name, fact]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}

const ALL = '';
/** More than these would stand between the facts and the papers. */
const FEW_CASES = 4;

interface CaseChooserProps {
  cases: readonly string[];
  chosen: string | null;
  onChoose: (chosen: string | null) => void;
}

/** Cases in full: often only the ends of their long names differ. */
function CaseChooser({ cases, chosen, onChoose }: CaseChooserProps) {
  const { cases: legend, allCases } = words.lookup;
  const many = cases.length > FEW_CASES;
  const choices = cases.map((each) => ({ value: each, label: <span lang={contentLanguage()}>{each}</span> }));
  const chooser = (
    <Choices
      id="case"
      legend={legend}
      legendHidden={many}
      choices={[{ value: ALL, label: allCases }, ...choices]}
      value={chosen ?? ALL}
      onChange={(value) => onChoose(value === ALL ? null : value)}
    />
  );
  if (!many) return chooser;
  return (
    <Card>
      <Folded title={`${legend} (${cases.length})`}>{chooser}</Folded>
    </Card>
  );
}

/** Numbered when the source gives plain sentences; its own numbers and bullets otherwise. */
function Steps({ steps }: { steps: readonly string[] }) {
  const plain = steps.length > 1 && steps.every((step) => /^[\p{Lu}][^\n]*$/u.test(step) && !/^Bước/i.test(step));
  if (!plain) return <OfficialText text={steps.join('\n')} />;
  return (
    <ol class="plain-list" lang={contentLanguage()}>
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}

function Action({ procedure, chosen }: { procedure: Procedure; chosen: string | null }) {
  const { code, url, has_detail: hasDetail } = procedure;
  const { prepare, notHere, openPortal } = words.lookup;
  if (canBeHandedIn(procedure)) {
    const asked = new URLSearchParams({ 'thu-tuc': code, 'truong-hop': chosen ?? '' });
    return (
      <ActionBar>
        <ButtonLink href={`/chuan-bi/moi?${asked}`}>{prepare}</ButtonLink>
      </ActionBar>
    );
  }
  return (
    <ActionBar>
      {hasDetail && <p>{notHere}</p>}
      <ButtonLink kind="plain" href={url ?? 'https://dichvucong.gov.vn'} newTab>
        {openPortal}
      </ButtonLink>
    </ActionBar>
  );
}

function Unknown({ code }: { code: string }) {
  const { unknown, unknownText, lookUpAgain, hotline } = words.lookup;
  return (
    <Page title={unknown} titleHidden back={lastLookUp()} backLabel={words.lookup.back}>
      <Empty icon="search" title={unknown}>
        <p>{unknownText(code.slice(0, 40))}</p>
        <ButtonLink href="/tra-cuu" icon="search">
          {lookUpAgain}
        </ButtonLink>
        <ButtonLink kind="quiet" href="tel:18001096" icon="phone">
          {hotline}
        </ButtonLink>
      </Empty>
    </Page>
  );
}
