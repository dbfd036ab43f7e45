/** What pages say about themselves: notices, emptiness, waiting, failing. */
import type { ComponentChildren } from 'preact';

import { network } from '../app/network.ts';
import type { Resource } from '../app/useResource.ts';
import type { Problem } from '../api/problem.ts';
import { formatRecent } from '../words/format.ts';
import { words } from '../words/index.ts';
import { Button, ButtonLink } from './Button.tsx';
import type { Tone } from './Card.tsx';
import { Icon, type IconName } from './Icon.tsx';

const icons: Record<Tone, IconName> = { done: 'check', soon: 'clock', fault: 'warning', waiting: 'info' };

interface NoticeProps {
  tone: Tone;
  icon?: IconName;
  title?: string;
  /** Announced at once by screen readers; for what has just happened. */
  live?: boolean;
  children?: ComponentChildren;
}

export function Notice({ tone, icon, title, live = false, children }: NoticeProps) {
  return (
    <div class={`notice notice-${tone}`} role={live ? (tone === 'fault' ? 'alert' : 'status') : undefined}>
      <Icon name={icon ?? icons[tone]} />
      <div class="notice-words">
        {title && <p class="notice-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}

/** A failed action: the service's or the network's sentence, and trying again when that may help. */
export function ProblemNotice({ problem, onRetry, busy = false }: { problem: Problem; onRetry?: () => unknown; busy?: boolean }) {
  return (
    <Notice tone="fault" icon={problem.code === 'offline' ? 'offline' : 'warning'} live>
      <p>{problem.message}</p>
      {onRetry && (
        <Button kind="plain" onClick={onRetry} busy={busy}>
          {busy ? words.shell.retrying : words.shell.retry}
        </Button>
      )}
    </Notice>
  );
}

/** Nothing here yet: what would be here, and how to begin. */
export function Empty({ icon, title, children }: { icon: IconName; title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name={icon} large />
      <h2>{title}</h2>
      {children}
    </div>
  );
}

export function Skeleton({ rows = 3 }: { rows?: number }) {
  return (
    <div class="card" role="status">
      <span class="visually-hidden">{words.shell.loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} class="bones" aria-hidden="true">
          <div class="bone" />
          <div class="bone bone-short" />
        </div>
      ))}
    </div>
  );
}

/** Draws `children` from a resource, else its loading, failed or never-seen state. */
export function Loaded<T>({ resource, skeletonRows, children }: { resource: Resource<T>; skeletonRows?: number; children: (data: T) => ComponentChildren }) {
  const { data, asOf, problem, loading, reload } = resource;
  if (data !== undefined) {
    return (
      <>
        {asOf !== undefined && (
          <Notice tone="waiting" icon={network.value === 'offline' ? 'offline' : 'clock'}>
            <p>{words.shell.asOf(formatRecent(asOf))}</p>
          </Notice>
        )}
        {problem && !problem.unanswered && <ProblemNotice problem={problem} onRetry={reload} busy={loading} />}
        {children(data)}
      </>
    );
  }
  if (!problem) return <Skeleton {...(skeletonRows ? { rows: skeletonRows } : {})} />;
  if (problem.needsSignIn) return <SignInFirst />;
  return (
    <Notice tone="fault" icon={problem.unanswered ? 'offline' : 'warning'} live>
      <p>{problem.message}</p>
      {problem.unanswered && <p>{words.shell.problemNotSeen}</p>}
      <Button kind="plain" onClick={reload} busy={loading}>
        {loading ? words.shell.retrying : words.shell.retry}
      </Button>
    </Notice>
  );
}

export function SignInFirst({ why }: { why?: string }) {
  const next = encodeURIComponent(location.pathname + location.search);
  return (
    <Empty icon="person" title={why ?? words.shell.signInFirst}>
      <ButtonLink href={`/dang-nhap?next=${next}`}>{words.shell.signIn}</ButtonLink>
    </Empty>
  );
}

/** A bar that knows how far it is. */
export function Progress({ label, done, of }: { label: string; done: number; of: number }) {
  const percent = of > 0 ? Math.min(100, Math.round((done / of) * 100)) : 0;
  return (
    <div class="progress">
      <p class="progress-words">
        <span>{label}</span> <span class="number">{percent} %</span>
      </p>
      <progress value={percent} max={100} aria-label={label} />
    </div>
  );
}
