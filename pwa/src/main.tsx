import './styles/tokens.css';
import './styles/base.css';

import { render } from 'preact';

import { StatusPage } from './StatusPage.tsx';
import { language, words } from './words/index.ts';

document.documentElement.lang = language;
document.title = words.pageTitle;
render(<StatusPage />, document.querySelector('#app')!);
