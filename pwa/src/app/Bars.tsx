/** The bar on top with the name and the settings, the bottom bar with the four places, officers' places on top. */
import { useLocation } from 'preact-iso';

import { unread } from '../inbox/unread.ts';
import { Icon, type IconName } from '../patterns/Icon.tsx';
import { words } from '../words/index.ts';
import { me } from './session.ts';

interface Place {
  href: string;
  label: string;
  icon: IconName;
  /** Pages that belong to this place. */
  covers: RegExp;
}

function citizenPlaces(): Place[] {
  const { home, lookUp, dossiers, inbox } = words.shell;
  return [
    { href: '/', label: home, icon: 'home', covers: /^\/(thong-bao-chung.*)?$/ },
    { href: '/tra-cuu', label: lookUp, icon: 'search', covers: /^\/(tra-cuu|thu-tuc|chuan-bi|linh-vuc|viec)/ },
    { href: '/ho-so', label: dossiers, icon: 'folder', covers: /^\/(ho-so|theo-doi|danh-gia)/ },
    { href: '/thong-bao', label: inbox, icon: 'bell', covers: /^\/thong-bao$/ },
  ];
}

export function Bar() {
  return (
    <header class="bar">
      <div class="bar-inside">
        <a class="bar-name" href={homeOf(me.value?.role)}>
          <Icon name="door" /> {words.shell.appName}
        </a>
        <a class="bar-link" href="/cai-dat">
          <Icon name="gear" />
          <span>{words.shell.settings}</span>
        </a>
      </div>
    </header>
  );
}

/** Where somebody's work begins. */
export function homeOf(role: string | undefined): string {
  if (role === undefined || role === 'citizen') return '/';
  return role === 'supervisor' ? '/giam-sat' : '/can-bo';
}

export function BottomBar() {
  const { path } = useLocation();
  if (/^\/(can-bo|giam-sat)/.test(path)) return null;
  return (
    <nav class="bottom-bar" aria-label={words.shell.mainMenu}>
      {citizenPlaces().map(({ href, label, icon, covers }) => (
        <a key={href} href={href} aria-current={covers.test(path) ? 'page' : undefined}>
          <Icon name={icon} />
          <span>{label}</span>
          {href === '/thong-bao' && unread.value > 0 && (
            <span class="badge">
              {unread.value > 99 ? '99+' : unread.value}
              <span class="visually-hidden">{words.shell.unread(unread.value)}</span>
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}
