import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/patterns.css';

import { render } from 'preact';

import { App } from './app/App.tsx';
import { applyAppearance } from './app/appearance.ts';
import { watchNetwork } from './app/network.ts';
import { restoreSession } from './app/session.ts';
import { registerServiceWorker } from './app/updates.ts';
import { loadWords } from './words/index.ts';

applyAppearance();
void start();

async function start(): Promise<void> {
  await loadWords();
  restoreSession();
  watchNetwork();
  const root = document.querySelector('#app')!;
  root.replaceChildren();
  render(<App />, root);
  void registerServiceWorker();
  void import('./handin/keepSending.ts').then(({ keepSending }) => keepSending());
}
