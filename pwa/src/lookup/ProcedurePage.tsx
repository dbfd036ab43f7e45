/** A procedure: three facts, the papers of one's case, how it goes, and where all this was read. */
import { useRoute } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';

import { api, ask } from '../api/client.ts';
import { fetchAhead } from '../app/fetchAhead.ts';
import { network } from '../app/network.ts';
import { useResource } from '../app/useResource.ts';
import { ActionBar, ButtonLink } from '../patterns/Button.tsx';
import { Card, Folded } from '../patterns/Card.tsx';
import { Choices } from '../patterns/forms.tsx';
import { Empty, Loaded, Notice } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { dayInVietnam } from '../rules/day.ts';
import { keptOffice } from '../storage/myOffice.ts';
import { words } from '../words/index.ts';
import { checklistOf, keepChecklist, type Checklist } from './checklist.ts';
import { canonicalCode } from './codes.ts';
import { useCatalogueKept } from './keepCatalogue.ts';
import { lastLookUp } from './lastLookUp.ts';
import './lookup.css';
import { contentLanguage } from './contentLanguage.ts';
import { Papers } from './Papers.tsx';
import type { DueToday } from './procedure/dueToday.ts';
import { canBeHandedIn, FEW_CASES, isWalkIn, papersFor, timeFact, type Procedure } from './procedureFacts.ts';
import { ThreeFacts } from './ThreeFacts.tsx';

type RestPart = typeof import('./procedure/index.tsx');

export default function ProcedurePage() {
  const code = canonicalCode(useRoute().params.code!);
  const load = () => ask(api.GET('/api/v1/procedures/{code}', { params: { path: { code } } }));
  const procedure = useResource(`procedure ${code}`, load, { keep: 'public' });
  useCatalogueKept();
  // Who reads a procedure often prepares it next, perhaps where there is no network.
  useEffect(() => {
    void loadRest().catch(() => {});
    fetchAhead('procedure');
    fetchAhead('prepare');
  }, []);
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
  const { code, cases, has_detail: hasDetail, url } = procedure;
  const [list, setList] = useState(() => checklistOf(code));
  const keep = (changed: Partial<Checklist>) => {
    const changedList = { ...list, ...changed };
    setList(changedList);
    keepChecklist(code, changedList);
  };
  const chosen = cases.includes(list.case ?? '') ? list.case : null;
  const { due, waits } = useDueToday(procedure);
  const rest = useRest();
  return (
    <>
      <Standing procedure={procedure} />
      {hasDetail && <Facts procedure={procedure} chosen={chosen} due={due} rest={rest} waits={waits} />}
      {rest && <rest.LocalFacts code={code} />}
      {cases.length > 0 && <CaseChooser cases={cases} chosen={chosen} onChoose={(name) => keep({ case: name })} />}
      {hasDetail && <Papers papers={papersFor(procedure, chosen)} have={list.have} onHave={(have) => keep({ have })} url={url} />}
      {rest && <rest.Rest procedure={procedure} due={due} />}
      {rest === null && (
        <Notice tone="waiting" icon="offline">
          <p>{words.lookup.restNotKept}</p>
        </Notice>
      )}
      <Action procedure={procedure} chosen={chosen} />
    </>
  );
}

/** By the hours of this phone's office, while it has any. True for today only: never kept, and not shown on another day. */
function useDueToday({ code, listed, time_limits: limits }: Procedure): { due: DueToday | undefined; waits: boolean } {
  const path = { code };
  const by = (query: { agency?: string }) => ask(api.GET('/api/v1/procedures/{code}/due-today', { params: { path, query } }));
  const agency = keptOffice()?.code;
  const load = async () => ({ ...(await (agency ? by({ agency }).catch(() => by({})) : by({}))), askedOn: dayInVietnam() });
  const wanted = listed && limits.some(({ quantity }) => quantity);
  const { data, loading } = useResource(wanted ? `due ${code}` : null, load, { keep: 'nothing', everySeconds: 600 });
  return { due: data?.askedOn === dayInVietnam() ? data : undefined, waits: loading && !data };
}

let kept: RestPart | undefined;

/** What stands below the papers comes in a file of its own: undefined while it comes, null when it cannot. */
function useRest(): RestPart | null | undefined {
  const [part, setPart] = useState<RestPart | null | undefined>(kept);
  const online = network.value === 'online';
  useEffect(() => {
    // Also when it is there by now: it may have come after this was first drawn.
    void loadRest().then(setPart, () => setPart(null));
  }, [online]);
  return part;
}

async function loadRest(): Promise<RestPart> {
  return (kept = await import('./procedure/index.tsx'));
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

interface FactsProps {
  procedure: Procedure;
  chosen: string | null;
  due: DueToday | undefined;
  rest: RestPart | null | undefined;
  /** The example is on its way: its place is kept, so that nothing moves under the reader's thumb. */
  waits: boolean;
}

function Facts({ procedure, chosen, due, rest, waits }: FactsProps) {
  const limit = timeFact(procedure, chosen);
  return (
    <div class="card">
      <ThreeFacts procedure={procedure} chosen={chosen} />
      {limit.kind === 'spans' && due && rest && <rest.DueToday due={due} spans={limit.spans} procedure={procedure} />}
      {limit.kind === 'spans' && (waits || (due && rest === undefined)) && <div class="due-today due-waits" />}
    </div>
  );
}

const ALL = '';

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
      <Folded title={chosen === null ? `${legend} (${cases.length})` : [legend, ': ', <span lang={contentLanguage()}>{chosen}</span>]}>{chooser}</Folded>
    </Card>
  );
}

function Action({ procedure, chosen }: { procedure: Procedure; chosen: string | null }) {
  const { code, url, listed, scope, has_detail: hasDetail } = procedure;
  const { prepare, notHere, atCounter, openPortal } = words.lookup;
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
      {listed && hasDetail && scope !== 'internal' && <p>{isWalkIn(procedure) ? atCounter : notHere}</p>}
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
