/** The one page of this half: is the service up, and what can a newcomer do next? */
import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useReducer } from 'preact/hooks';

import { askService } from './askService.ts';
import { Icon, type IconName } from './Icon.tsx';
import {
  type Catalogue,
  type FailingCheck,
  initialState,
  nextState,
  type Procedure,
  secondsUntilNextCheck,
  type Status,
} from './status.ts';
import { formatCount, words } from './words/index.ts';

export function StatusPage() {
  const [state, dispatch] = useReducer(nextState, initialState);

  const check = useCallback(async () => {
    dispatch({ type: 'asked' });
    dispatch(await askService());
  }, []);

  useEffect(() => {
    void check();
    addEventListener('online', check);
    return () => removeEventListener('online', check);
  }, [check]);

  // `online` does not fire when only the server comes back, so the page also asks again by itself.
  useEffect(() => {
    const seconds = secondsUntilNextCheck(state.status);
    if (seconds === null || state.checking) return;
    const timer = setTimeout(check, seconds * 1000);
    return () => clearTimeout(timer);
  }, [state, check]);

  const { status, checking } = state;
  return (
    <>
      <header class="bar">
        <p class="bar-name">
          <Icon name="door" /> {words.appName}
        </p>
      </header>
      <main class="page">
        <section class="card">
          <Verdict status={status} />
          {status.kind === 'loading' && <Skeleton />}
          {status.kind === 'starting' && <FailingChecks intro={words.startingChecks} checks={status.failingChecks} />}
          {status.kind === 'degraded' && <FailingChecks intro={words.degradedChecks} checks={status.failingChecks} />}
          {status.kind === 'ready' && <CatalogueSummary catalogue={status.catalogue} />}
          {needsRetry(status) && (
            <button type="button" class="button" aria-disabled={checking} onClick={() => checking || void check()}>
              {checking ? words.retrying : words.retry}
            </button>
          )}
        </section>
        <Newcomers />
      </main>
    </>
  );
}

/** What is the case and what to do, announced by screen readers when it changes. */
function Verdict({ status }: { status: Status }) {
  const { tone, icon, title, text } = verdictOf(status);
  return (
    <div role="status" class="verdict">
      <span class={`mark mark-${tone}`}>
        <Icon name={icon} />
      </span>
      <div class="verdict-words">
        <h1>{title}</h1>
        <p>{text}</p>
      </div>
    </div>
  );
}

interface VerdictWords {
  tone: 'waiting' | 'done' | 'soon' | 'fault';
  icon: IconName;
  title: string;
  text: ComponentChildren;
}

function verdictOf(status: Status): VerdictWords {
  switch (status.kind) {
    case 'loading':
      return { tone: 'waiting', icon: 'clock', title: words.loadingTitle, text: words.loadingText };
    case 'ready':
      return { tone: 'done', icon: 'check', title: words.readyTitle, text: words.readyText };
    case 'starting':
      return { tone: 'soon', icon: 'clock', title: words.startingTitle, text: words.startingText };
    case 'degraded':
      return { tone: 'fault', icon: 'warning', title: words.degradedTitle, text: words.degradedText };
    case 'unreachable':
      if (status.deviceOffline) {
        return { tone: 'fault', icon: 'offline', title: words.offlineTitle, text: words.offlineText };
      }
      return {
        tone: 'fault',
        icon: 'warning',
        title: words.unreachableTitle,
        text: (
          <>
            {words.unreachableText} <code>make run</code>
          </>
        ),
      };
  }
}

function needsRetry(status: Status): boolean {
  if (status.kind === 'loading') return false;
  return status.kind !== 'ready' || status.catalogue === null;
}

function FailingChecks({ intro, checks }: { intro: string; checks: FailingCheck[] }) {
  if (checks.length === 0) return null;
  return (
    <div class="details">
      <p>{intro}</p>
      <ul class="plain-list">
        {checks.map(({ name, outcome }) => (
          <li key={name}>
            {words.checks[name] ?? name}
            {outcome && (
              <>
                : <code lang="en">{outcome.replaceAll('`', '')}</code>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function CatalogueSummary({ catalogue }: { catalogue: Catalogue | null }) {
  return (
    <div class="details">
      <h2>{words.catalogueTitle}</h2>
      {catalogue === null ? <p>{words.catalogueUnreadable}</p> : <CatalogueContents catalogue={catalogue} />}
    </div>
  );
}

function CatalogueContents({ catalogue: { procedures, total } }: { catalogue: Catalogue }) {
  if (procedures.length === 0) {
    return (
      <p>
        {words.catalogueEmpty} <code>motcua catalogue import</code>
      </p>
    );
  }
  return (
    <>
      <p>{total === null ? words.catalogueExamples : words.catalogueCount(formatCount(total))}</p>
      <ul class="procedures">
        {procedures.map((procedure) => (
          <ProcedureLine key={procedure.code} procedure={procedure} />
        ))}
      </ul>
    </>
  );
}

function ProcedureLine({ procedure: { name, field, level } }: { procedure: Procedure }) {
  const facts = [level && (words.levels[level] ?? level), field].filter(Boolean).join(' · ');
  return (
    <li>
      <p class="procedure-name" lang="vi">
        {name}
      </p>
      {facts && <p class="procedure-facts">{facts}</p>}
    </li>
  );
}

function Newcomers() {
  return (
    <section class="card newcomers">
      <h2>{words.newcomerTitle}</h2>
      <ul class="plain-list">
        <li>
          <a class="row-link" href="/api/v1/openapi.json">
            {words.newcomerOpenApi}
          </a>
        </li>
        <li>
          {words.newcomerSignIn} <code>make run</code>.
        </li>
      </ul>
    </section>
  );
}

function Skeleton() {
  return (
    <div class="details" aria-hidden="true">
      <div class="bone bone-short" />
      <div class="bone" />
      <div class="bone" />
      <div class="bone bone-half" />
    </div>
  );
}
