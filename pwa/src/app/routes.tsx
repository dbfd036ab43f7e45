/** Every address of the app. What a citizen needs first is in the first file; the rest comes when it is opened. */
import { Route } from 'preact-iso';
import { useState } from 'preact/hooks';

import { SearchPage } from '../lookup/SearchPage.tsx';
import { lazy } from './lazy.tsx';
import { NotFoundPage } from './NotFoundPage.tsx';
import { me } from './session.ts';

const ProcedurePage = lazy(() => import('../lookup/ProcedurePage.tsx'));
const FieldsPage = lazy(() => import('../lookup/browse/FieldsPage.tsx'));
const EventsPage = lazy(() => import('../lookup/browse/EventsPage.tsx'));
const EventPage = lazy(() => import('../lookup/browse/EventPage.tsx'));
const SignInPage = lazy(() => import('../account/SignInPage.tsx'));
const PreparePage = lazy(() => import('../handin/PreparePage.tsx'));
const DossiersPage = lazy(() => import('../dossiers/DossiersPage.tsx'));
const DossierPage = lazy(() => import('../dossiers/DossierPage.tsx'));
const HandedInPage = lazy(() => import('../dossiers/HandedInPage.tsx'));
const CheckReceiptPage = lazy(() => import('../receiptCheck/CheckReceiptPage.tsx'));
const OpenFilePage = lazy(() => import('../openFile/OpenFilePage.tsx'));
const WalletPage = lazy(() => import('../wallet/WalletPage.tsx'));
const TrackingPage = lazy(() => import('../dossiers/TrackingPage.tsx'));
const InboxPage = lazy(() => import('../inbox/InboxPage.tsx'));
const AnnouncementsPage = lazy(() => import('../announcements/AnnouncementsPage.tsx'));
const AnnouncementPage = lazy(() => import('../announcements/AnnouncementPage.tsx'));
const RatingPage = lazy(() => import('../ratings/RatingPage.tsx'));
const SettingsPage = lazy(() => import('../settings/SettingsPage.tsx'));
const PreferencesPage = lazy(() => import('../preferences/PreferencesPage.tsx'));
const Desk = lazy(() => import('../desk/Desk.tsx'));
const Oversight = lazy(() => import('../oversight/Oversight.tsx'));
const PublicOfficePage = lazy(() => import('../oversight/PublicOfficePage.tsx'));
const PlacesPage = lazy(() => import('../places/PlacesPage.tsx'));
const Kiosk = lazy(() => import('../kiosk/Kiosk.tsx'));
const PatternsPage = lazy(() => import('../patterns/showcase/PatternsPage.tsx'));

/** Who was signed in when somebody asked for this page: until it has been fetched, a session may be confirmed. */
function SignIn() {
  const [whoAsked] = useState(me.peek());
  return <SignInPage whoAsked={whoAsked} />;
}

export const routes = [
  <Route path="/" component={SearchPage} />,
  <Route path="/tra-cuu" component={SearchPage} />,
  <Route path="/linh-vuc" component={FieldsPage} />,
  <Route path="/viec-thuong-gap" component={EventsPage} />,
  <Route path="/viec-thuong-gap/:slug" component={EventPage} />,
  <Route path="/thu-tuc/:code" component={ProcedurePage} />,
  <Route path="/chuan-bi/:draftId/:step?" component={PreparePage} />,
  <Route path="/ho-so" component={DossiersPage} />,
  <Route path="/ho-so/:id" component={DossierPage} />,
  <Route path="/ho-so/:id/da-nop" component={HandedInPage} />,
  <Route path="/theo-doi/:number?" component={TrackingPage} />,
  <Route path="/bien-nhan" component={CheckReceiptPage} />,
  <Route path="/giay-to" component={WalletPage} />,
  <Route path="/tep" component={OpenFilePage} />,
  <Route path="/thong-bao" component={InboxPage} />,
  <Route path="/thong-bao-chung" component={AnnouncementsPage} />,
  <Route path="/thong-bao-chung/:id" component={AnnouncementPage} />,
  <Route path="/danh-gia/:token?" component={RatingPage} />,
  <Route path="/ho-so/:dossierId/danh-gia/:stage" component={RatingPage} />,
  <Route path="/cai-dat" component={SettingsPage} />,
  <Route path="/cai-dat/nhan-tin" component={PreferencesPage} />,
  <Route path="/dang-nhap" component={SignIn} />,
  <Route path="/can-bo" component={Desk} />,
  <Route path="/can-bo/*" component={Desk} />,
  <Route path="/giam-sat/:view*" component={Oversight} />,
  <Route path="/co-quan/:agencyCode" component={PublicOfficePage} />,
  <Route path="/noi-lam-thu-tuc" component={PlacesPage} />,
  <Route path="/kiosk/:agencyCode?" component={Kiosk} />,
  <Route path="/mau" component={PatternsPage} />,
  <Route default component={NotFoundPage} />,
];
