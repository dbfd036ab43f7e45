/** Every address of the app. What a citizen needs first is in the first file; the rest comes when it is opened. */
import type { ComponentType } from 'preact';
import { lazy, Route } from 'preact-iso';

import { SearchPage } from '../lookup/SearchPage.tsx';
import { NotFoundPage } from './NotFoundPage.tsx';
import { NotLoadedPage } from './NotLoadedPage.tsx';

/** A page whose file cannot be fetched says so; its address stays, so that trying again leads there. */
function page(load: () => Promise<{ default: ComponentType }>) {
  return lazy(() => load().catch(() => ({ default: NotLoadedPage })));
}

const ProcedurePage = page(() => import('../lookup/ProcedurePage.tsx'));
const SignInPage = page(() => import('../account/SignInPage.tsx'));
const PreparePage = page(() => import('../handin/PreparePage.tsx'));
const DossiersPage = page(() => import('../dossiers/DossiersPage.tsx'));
const DossierPage = page(() => import('../dossiers/DossierPage.tsx'));
const HandedInPage = page(() => import('../dossiers/HandedInPage.tsx'));
const TrackingPage = page(() => import('../dossiers/TrackingPage.tsx'));
const InboxPage = page(() => import('../inbox/InboxPage.tsx'));
const RatingPage = page(() => import('../ratings/RatingPage.tsx'));
const SettingsPage = page(() => import('../settings/SettingsPage.tsx'));
const Desk = page(() => import('../desk/Desk.tsx'));
const Oversight = page(() => import('../oversight/Oversight.tsx'));
const PublicOfficePage = page(() => import('../oversight/PublicOfficePage.tsx'));
const PatternsPage = page(() => import('../patterns/showcase/PatternsPage.tsx'));

export const routes = [
  <Route path="/" component={SearchPage} />,
  <Route path="/tra-cuu" component={SearchPage} />,
  <Route path="/thu-tuc/:code" component={ProcedurePage} />,
  <Route path="/chuan-bi/:draftId/:step?" component={PreparePage} />,
  <Route path="/ho-so" component={DossiersPage} />,
  <Route path="/ho-so/:id" component={DossierPage} />,
  <Route path="/ho-so/:id/da-nop" component={HandedInPage} />,
  <Route path="/theo-doi/:number?" component={TrackingPage} />,
  <Route path="/thong-bao" component={InboxPage} />,
  <Route path="/danh-gia/:token?" component={RatingPage} />,
  <Route path="/ho-so/:dossierId/danh-gia/:stage" component={RatingPage} />,
  <Route path="/cai-dat" component={SettingsPage} />,
  <Route path="/dang-nhap" component={SignInPage} />,
  <Route path="/can-bo" component={Desk} />,
  <Route path="/can-bo/*" component={Desk} />,
  <Route path="/giam-sat/:view*" component={Oversight} />,
  <Route path="/co-quan/:agencyCode" component={PublicOfficePage} />,
  <Route path="/mau" component={PatternsPage} />,
  <Route default component={NotFoundPage} />,
];
