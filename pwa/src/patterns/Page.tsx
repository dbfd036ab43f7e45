/** The frame of every page: its title in the tab, one heading that gets the focus, a way back. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

import { words } from '../words/index.ts';
import { Icon } from './Icon.tsx';

interface PageProps {
  title: string;
  /** Of a title that comes from the catalogue, in an app of another language. */
  titleLang?: string | undefined;
  /** Where the way back leads; 'history' goes to where the person came from. */
  back?: string | undefined;
  backLabel?: string;
  /** A small line above the title (a code, a step). */
  above?: ComponentChildren;
  /** For pages whose first card already shows the title in large. */
  titleHidden?: boolean;
  /** Wide pages use the whole width of a desk's screen. */
  wide?: boolean;
  children: ComponentChildren;
}

/** Names of procedures have up to 500 letters: smaller ones leave room for what they are about. */
const LONG_TITLE = 120;

export function Page({ title, titleLang, back, backLabel, above, titleHidden = false, wide = false, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title === words.shell.appName ? title : `${title} · ${words.shell.appName}`;
  }, [title]);
  useEffect(() => {
    // After a change of page a screen reader starts at the new heading; at the first start it starts by itself.
    if (document.documentElement.dataset.navigated) heading.current?.focus({ preventScroll: true });
    document.documentElement.dataset.navigated = 'yes';
  }, []);
  return (
    <main id="content" class={wide ? 'page page-wide' : 'page'}>
      {back && (
        <a class="back" href={back}>
          <Icon name="back" /> {backLabel ?? words.shell.back}
        </a>
      )}
      <div class={titleHidden ? 'visually-hidden' : 'page-title'}>
        {above && <p class="above">{above}</p>}
        <h1 ref={heading} tabIndex={-1} lang={titleLang} class={title.length > LONG_TITLE ? 'long-title' : undefined}>
          {title}
        </h1>
      </div>
      {children}
    </main>
  );
}
