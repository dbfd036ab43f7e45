/**
 * Look-up on a touch screen in the waiting room: large, without an account, and nothing leads away from it.
 *
 * It is made of the app's look-up; links of those parts are followed here, or nowhere (screens.ts). After a minute
 * without a touch it starts again, in Vietnamese, so that nobody reads what the person before was looking for.
 */
import { useRoute } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';

import { api, ask } from '../api/client.ts';
import { fetchAhead } from '../app/fetchAhead.ts';
import { me, signOut } from '../app/session.ts';
import { updateBetweenTasks } from '../app/updates.ts';
import { useResource } from '../app/useResource.ts';
import { contentLanguage } from '../lookup/contentLanguage.ts';
import EventPage from '../lookup/browse/EventPage.tsx';
import EventsPage from '../lookup/browse/EventsPage.tsx';
import { useCatalogueKept } from '../lookup/keepCatalogue.ts';
import '../lookup/lookup.css';
import { Button } from '../patterns/Button.tsx';
import { Notice } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { changeLanguage, language } from '../words/index.ts';
import { FieldsScreen } from './FieldsScreen.tsx';
import { useIdle } from './idle.ts';
import './kiosk.css';
import { ProcedureScreen } from './ProcedureScreen.tsx';
import { isStart, NO_QUESTION, screenFor, START, type Screen } from './screens.ts';
import { SearchScreen } from './SearchScreen.tsx';
import { kioskWords } from './words.ts';

export default function Kiosk() {
  const agency = useRoute().params.agencyCode ?? '';
  const [trail, setTrail] = useState<readonly Screen[]>([START]);
  const box = useRef<HTMLDivElement>(null);
  const printed = useRef<Window | null>(null);
  const screen = trail.at(-1)!;
  useWholeScreen();
  useCatalogueKept();
  useEffect(() => {
    // A screen on a wall stays open for weeks: what it draws with has to be there when the network is not.
    fetchAhead('pages');
    fetchAhead('qr');
  }, []);

  const go = (next: Screen) => {
    // Typing on is one step, not one for each letter.
    const typing = next.kind === 'search' && screen.kind === 'search' && !isStart(screen);
    setTrail(isStart(next) ? [START] : [...(typing ? trail.slice(0, -1) : trail), next]);
    if (next.kind !== 'search' || screen.kind !== 'search') toTop();
  };
  const back = () => {
    setTrail(trail.length > 1 ? trail.slice(0, -1) : trail);
    toTop();
  };
  const startOver = () => {
    printed.current?.close();
    printed.current = null;
    setTrail([START]);
    toTop();
    updateBetweenTasks();
    if (language !== 'vi') changeLanguage('vi');
  };
  const toTop = () => scrollTo(0, 0);
  const follow = (event: MouseEvent) => {
    const link = (event.target as Element).closest('a');
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    const next = screenFor(link.href);
    if (next) go(next);
  };
  // In the capture phase and before the router: Preact's own handler would come after it.
  useEffect(() => {
    const place = box.current;
    place?.addEventListener('click', follow, { capture: true });
    return () => place?.removeEventListener('click', follow, { capture: true });
  });
  const left = useIdle(!isStart(screen) || language !== 'vi', startOver);

  return (
    <div class="kiosk" ref={box}>
      <ScreenPage
        key={screen.kind === 'procedure' ? screen.code : screen.kind === 'event' ? screen.slug : screen.kind}
        screen={screen}
        agency={agency}
        go={go}
        onPrint={(address) => (printed.current = open(address, 'kiosk-sheet'))}
      />
      <Foot agency={agency} atStart={isStart(screen)} onBack={back} onStart={startOver} />
      {left !== null && <Leaving seconds={left} />}
    </div>
  );
}

/** The bars of the app, which lead elsewhere, are away while the kiosk is there, and type is larger (kiosk.css). */
function useWholeScreen(): void {
  useEffect(() => {
    document.documentElement.dataset.kiosk = 'yes';
    return () => {
      delete document.documentElement.dataset.kiosk;
    };
  }, []);
}

interface ScreenPageProps {
  screen: Screen;
  agency: string;
  go: (screen: Screen) => void;
  onPrint: (address: string) => void;
}

function ScreenPage({ screen, agency, go, onPrint }: ScreenPageProps) {
  const { title, fields, ask: question } = kioskWords();
  const code = screen.kind === 'procedure' ? screen.code : '';
  const path = { code };
  const procedure = useResource(code ? `procedure ${code}` : null, () => ask(api.GET('/api/v1/procedures/{code}', { params: { path } })), { keep: 'public' });
  switch (screen.kind) {
    case 'procedure':
      return (
        <Page title={procedure.data?.name ?? title} titleLang={procedure.data && contentLanguage()} above={code}>
          <ProcedureScreen code={code} agency={agency} procedure={procedure} onPrint={onPrint} />
        </Page>
      );
    case 'fields':
      return (
        <Page title={fields}>
          <FieldsScreen onChoose={(field) => go({ kind: 'search', question: { ...NO_QUESTION, field, level: 'xã' } })} />
        </Page>
      );
    case 'events':
      return <EventsPage />;
    case 'event':
      return <EventPage slug={screen.slug} />;
    default:
      return (
        <Page title={question}>
          <SignedIn />
          <SearchScreen question={screen.question} onAsk={(asked) => go({ kind: 'search', question: asked })} />
        </Page>
      );
  }
}

/** An officer may have opened it from the desk: a session does not belong on a screen for everybody. */
function SignedIn() {
  const { signedIn, signOut: leave } = kioskWords();
  const [busy, setBusy] = useState(false);
  if (!me.value) return null;
  const end = () => {
    setBusy(true);
    return signOut().finally(() => setBusy(false));
  };
  return (
    <Notice tone="soon" icon="person">
      <p>{signedIn}</p>
      <Button kind="plain" onClick={end} busy={busy}>
        {leave}
      </Button>
    </Notice>
  );
}

function Foot({ agency, atStart, onBack, onStart }: { agency: string; atStart: boolean; onBack: () => void; onStart: () => void }) {
  const { back, start, other, hotline, portalHotline, unknownOffice } = kioskWords();
  const path = { agency_code: agency };
  const office = useResource(agency ? `office ${agency}` : null, () => ask(api.GET('/api/v1/public/offices/{agency_code}', { params: { path } })), { keep: 'public' });
  return (
    <footer class="kiosk-foot">
      <p>
        {office.data && <strong>{office.data.name}</strong>}
        {office.problem?.status === 404 && <strong class="field-error">{unknownOffice(agency)}</strong>} <span>{office.data?.hotline ? hotline(office.data.hotline) : portalHotline}</span>
      </p>
      <div class="buttons">
        {!atStart && (
          <>
            <Button kind="plain" icon="back" onClick={onBack}>
              {back}
            </Button>
            <Button kind="plain" icon="home" onClick={onStart}>
              {start}
            </Button>
          </>
        )}
        <Button kind="plain" onClick={() => changeLanguage(language === 'vi' ? 'en' : 'vi')}>
          <span lang={language === 'vi' ? 'en' : 'vi'}>{other}</span>
        </Button>
      </div>
    </footer>
  );
}

/** Told once to a screen reader, shown second by second. Any touch stops it; the button is for who looks for one. */
function Leaving({ seconds }: { seconds: number }) {
  const { leaving, leavingText, stay } = kioskWords();
  return (
    <div class="kiosk-leaving">
      <p role="alert">
        <strong>{leaving}</strong>
      </p>
      <p aria-hidden="true">{leavingText(seconds)}</p>
      <Button>{stay}</Button>
    </div>
  );
}
