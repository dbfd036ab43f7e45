/** Buttons and links that look like them. One main action per screen. */
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

import { Icon, type IconName } from './Icon.tsx';

interface Looks {
  icon?: IconName | undefined;
  /** Main: the one thing to do here. Plain: the others. Quiet: a line of text. Danger: takes something away. */
  kind?: 'main' | 'plain' | 'quiet' | 'danger';
  children: ComponentChildren;
}

interface ButtonProps extends Looks {
  onClick?: (() => unknown) | undefined;
  type?: 'button' | 'submit';
  /** Working: says so to everybody and ignores a second tap, but keeps the focus. */
  busy?: boolean;
  disabled?: boolean;
  id?: string;
  expanded?: boolean | undefined;
}

export function Button(props: ButtonProps) {
  const { icon, kind = 'main', children, onClick, type = 'button', busy = false, disabled = false, id, expanded } = props;
  const act = (event: MouseEvent) => {
    if (busy || disabled) event.preventDefault();
    else void onClick?.();
  };
  return (
    <button
      id={id}
      type={type}
      class={`button button-${kind}`}
      aria-disabled={busy || disabled}
      aria-busy={busy}
      aria-expanded={expanded}
      onClick={act}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

interface ButtonLinkProps extends Looks {
  href: string;
  /** For files of the service, which are no pages of the app. */
  newTab?: boolean;
}

export function ButtonLink({ href, icon, kind = 'main', newTab = false, children }: ButtonLinkProps) {
  return (
    <a class={`button button-${kind}`} href={href} {...(newTab ? { target: '_blank', rel: 'noopener' } : {})}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </a>
  );
}

const lastTap = { at: -Infinity, x: 0, y: 0 };
const DOUBLE_TAP = { ms: 400, px: 24 };
// Whoever has filled in something since knows where they are.
if (typeof document !== 'undefined') document.addEventListener('input', () => (lastTap.at = -Infinity), true);

/**
 * The main action within the thumb's reach, above the bottom bar. On the next page another one stands in its place: the
 * second tap of a shaking hand is not meant for that, and would leave out a paper or hand in.
 */
export function ActionBar({ children }: { children: ComponentChildren }) {
  const shownAt = useRef(performance.now());
  const ignoreSecondTap = (event: MouseEvent) => {
    const { timeStamp: at, clientX: x, clientY: y } = event;
    const isSecond = at - lastTap.at < DOUBLE_TAP.ms && Math.hypot(x - lastTap.x, y - lastTap.y) < DOUBLE_TAP.px;
    if (isSecond && lastTap.at < shownAt.current) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.detail > 0) Object.assign(lastTap, { at, x, y }); // a key has no place
  };
  return (
    <div class="action-bar" onClickCapture={ignoreSecondTap}>
      {children}
    </div>
  );
}
