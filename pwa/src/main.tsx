import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/patterns.css';

import { render } from 'preact';

import { App } from './app/App.tsx';
import { applyAppearance } from './app/appearance.ts';
import { fetchPagesOfCitizens } from './app/fetchAhead.ts';
import { watchNetwork } from './app/network.ts';
import { restoreSession } from './app/session.ts';
import { registerServiceWorker } from './app/updates.ts';
import { anyDrafts } from './handin/IfDrafts.tsx';
import { keepSubscribed } from './push/keepSubscribed.ts';
import { watchInstall } from './settings/install.ts';
import { loadWords } from './words/index.ts';

applyAppearance();
watchInstall();
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
}

/** What an earlier visit left in the outbox; the pages of preparing start it by themselves. */
async function goOnSending(): Promise<void> {
  if (await anyDrafts()) (await import('./handin/keepSending.ts')).keepSending();
}
