/** The officer's desk, loaded only by officers: queues and dossiers, and taking a dossier at the counter. */
import './desk.css';

import { Route, Router, useLocation } from 'preact-iso';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';

import { NotFoundPage } from '../app/NotFoundPage.tsx';
import { me } from '../app/session.ts';
import { Skeleton } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { language } from '../words/index.ts';
import { AnnouncementsPage } from './announcements/AnnouncementsPage.tsx';
import { BooksPage } from './books/BooksPage.tsx';
import { KeysDialog } from './KeysDialog.tsx';
import { useKeys } from './keys.ts';
import { LocalFactsPage } from './local/LocalFactsPage.tsx';
import { DecisionsPage } from './posting/DecisionsPage.tsx';
import { PostingPage } from './posting/PostingPage.tsx';
import { RegisterPage } from './posting/RegisterPage.tsx';
import { loadPostingWords } from './posting/words.ts';
import { WalkInPage } from './walkin/WalkInPage.tsx';
import { deskWords, loadDeskWords } from './words/index.ts';
import { Workspace } from './Workspace.tsx';

const WALK_IN = '/can-bo/nhan-tai-quay';

export default function Desk() {
  const { url, route } = useLocation();
  const role = me.value?.role;
  const mayEnter = role !== undefined && role !== 'citizen' && role !== 'supervisor';

  // Before anything else can happen: a session confirmed in between would meet a sign-in page that it asked for itself.
  useLayoutEffect(() => {
    if (mayEnter) return;
    // The address is kept: who signs in again goes on where the session ended.
    route(role === 'supervisor' ? '/giam-sat' : `/dang-nhap?as=officer&next=${encodeURIComponent(url)}`, true);
  }, [mayEnter, role]);

  if (!mayEnter) {
    return (
      <Page title={deskWords.title}>
        <p>{deskWords.noAccess}</p>
      </Page>
    );
  }
  return <Open />;
}

/** Words first: an `await` of this module itself would cut the app's first file into pieces. */
function Open() {
  const [ready, setReady] = useState(language === 'vi');
  useEffect(() => {
    if (!ready) void Promise.all([loadDeskWords(), loadPostingWords()]).then(() => setReady(true));
  }, []);
  return ready ? <Places /> : <Skeleton />;
}

function Places() {
  const { path, route } = useLocation();
  const [help, setHelp] = useState(false);
  useKeys({
    help: () => setHelp(true),
    // There the page itself begins another one.
    ...(path !== WALK_IN && { walkIn: () => route(WALK_IN) }),
    back: () => route('/can-bo'),
  });
  const showHelp = () => setHelp(true);
  return (
    <>
      <Router>
        <Route path="/" component={Workspace} onHelp={showHelp} />
        <Route path="/nhan-tai-quay" component={WalkInPage} />
        <Route path="/niem-yet" component={RegisterPage} />
        <Route path="/niem-yet/quyet-dinh" component={DecisionsPage} />
        <Route path="/niem-yet/:item" component={PostingPage} />
        <Route path="/tai-co-quan" component={LocalFactsPage} />
        <Route path="/thong-bao" component={AnnouncementsPage} />
        <Route path="/so-theo-doi" component={BooksPage} />
        <Route path="/:id" component={Workspace} onHelp={showHelp} />
        <Route default component={NotFoundPage} />
      </Router>
      <KeysDialog open={help} onClose={() => setHelp(false)} />
    </>
  );
}
