import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/patterns.css';
import './styles/buttons.css';
import './styles/notices.css';
import './styles/forms.css';

import { render } from 'preact';

import { App } from './app/App.tsx';
import { applyAppearance } from './app/appearance.ts';
import { fetchPagesOfCitizens } from './app/fetchAhead.ts';
import { watchNetwork } from './app/network.ts';
import { restoreSession } from './app/session.ts';
import { keepScrollPlace } from './app/scrollPlace.ts';
import { registerServiceWorker } from './app/updates.ts';
import { keepSubscribed } from './push/keepSubscribed.ts';
import { watchTouches } from './lookup/untouched.ts';
import { watchInstall } from './settings/install.ts';
import { readAll } from './storage/database.ts';
import { keptCommune } from './storage/myOffice.ts';
import { loadWords } from './words/index.ts';

applyAppearance();
watchInstall();
watchTouches();
keepScrollPlace();
void start();

async function start(): Promise<void> {
  await loadWords();
  restoreSession();
  watchNetwork();
  const root = document.querySelector('#app')!;
  root.replaceChildren();
  render(<App />, root);
  void registerServiceWorker();
  keepSubscribed();
  fetchPagesOfCitizens();
  void goOnSending();
  if (keptCommune()) void import('./places/myCommune.ts').then(({ lookForOffice }) => lookForOffice(), () => {});
}

/**
 * What an earlier visit left in the outbox, also what it has sent and has to forget; the pages of preparing start it by
 * themselves. Storage that is refused holds nothing.
 */
async function goOnSending(): Promise<void> {
  const drafts = await readAll('drafts').catch(() => []);
  if (drafts.length > 0) (await import('./handin/keepSending.ts')).keepSending();
}
