/** The shell around every page: bar, notices about network and updates, the page, the bottom bar. */
import { ErrorBoundary, LocationProvider, Router, useLocation } from 'preact-iso';
import { useEffect } from 'preact/hooks';

import { Notice } from '../patterns/notices.tsx';
import { words } from '../words/index.ts';
import { Bar, BottomBar } from './Bars.tsx';
import { CrashGuard } from './CrashGuard.tsx';
import { network } from './network.ts';
import { routes } from './routes.tsx';
import { beginPage } from './scrollPlace.ts';
import { applyUpdate, updateBetweenTasks, updateReady } from './updates.ts';
import { useWorkerMessages } from './workerMessages.ts';

/** Addresses of the API are no pages: the browser follows them itself. */
const PAGES = /^\/(?!api\/)/;

export function App() {
  return (
    <LocationProvider scope={PAGES}>
      <a class="skip" href="#content">
        {words.shell.skipToContent}
      </a>
      <Bar />
      <NetworkNotice />
      <UpdateNotice />
      <CrashGuard>
        <ErrorBoundary>
          <Router>{routes}</Router>
        </ErrorBoundary>
      </CrashGuard>
      <Navigation />
      <BottomBar />
    </LocationProvider>
  );
}

function NetworkNotice() {
  const state = network.value;
  return (
    <div class="strip" role="status">
      {state !== 'online' && (
        <Notice tone="soon" icon="offline">
          <p>{state === 'offline' ? words.shell.offline : words.shell.unreachable}</p>
        </Notice>
      )}
    </div>
  );
}

function UpdateNotice() {
  if (!updateReady.value) return null;
  return (
    <div class="strip" role="status">
      <Notice tone="waiting">
        <p>
          {words.shell.updateReady}{' '}
          <button type="button" class="link-button" onClick={applyUpdate}>
            {words.shell.updateNow}
          </button>
        </p>
      </Notice>
    </div>
  );
}

/** A new page begins at its top; a tapped notification opens its. */
function Navigation() {
  const { path, wasPush } = useLocation() as ReturnType<typeof useLocation> & { wasPush?: boolean };
  useWorkerMessages();
  useEffect(() => {
    if (wasPush) beginPage();
    if (wasPush && path === '/') updateBetweenTasks();
  }, [path, wasPush]);
  return null;
}
