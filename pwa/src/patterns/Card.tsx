import type { ComponentChildren } from 'preact';

import { Icon, type IconName } from './Icon.tsx';

interface CardProps {
  title?: ComponentChildren;
  /** 'turn': it is the reader's turn, in amber. */
  tone?: 'plain' | 'turn' | 'done' | 'fault' | undefined;
  children: ComponentChildren;
}

export function Card({ title, tone = 'plain', children }: CardProps) {
  return (
    <section class={`card card-${tone}`}>
      {title && <h2>{title}</h2>}
      {children}
    </section>
  );
}

/** A whole row to tap: what it is in bold, facts below, an arrow. Long titles clamp at three lines. */
export function RowLink({ href, icon, title, children }: { href: string; icon?: IconName; title: ComponentChildren; children?: ComponentChildren }) {
  return (
    <a class="row" href={href}>
      {icon && <Icon name={icon} />}
      <span class="row-words">
        <span class="row-title clamp">{title}</span>
        {children && <span class="row-facts">{children}</span>}
      </span>
      <Icon name="next" />
    </a>
  );
}

export function Rows({ children, label }: { children: ComponentChildren; label?: string }) {
  return (
    <ul class="rows" aria-label={label}>
      {children}
    </ul>
  );
}

/** Facts by name, GOV.UK's summary list. */
export function SummaryList({ children }: { children: ComponentChildren }) {
  return <dl class="summary">{children}</dl>;
}

export function Fact({ name, children, action }: { name: string; children: ComponentChildren; action?: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
      {action && <dd class="fact-action">{action}</dd>}
    </div>
  );
}

interface FoldedProps {
  title: ComponentChildren;
  children: ComponentChildren;
  open?: boolean;
  /** For what asks the service, which waits until somebody looks. */
  onOpen?: () => void;
}

/** Folded away until somebody wants it. */
export function Folded({ title, children, open = false, onOpen }: FoldedProps) {
  return (
    <details class="folded" open={open} onToggle={onOpen}>
      <summary>
        <span>{title}</span>
        <Icon name="down" />
      </summary>
      <div class="folded-inside">{children}</div>
    </details>
  );
}

export type Tone = 'done' | 'soon' | 'fault' | 'waiting';

/** A state in a word, with its colour. */
export function Tag({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ComponentChildren }) {
  return (
    <span class={`tag tag-${tone}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}
