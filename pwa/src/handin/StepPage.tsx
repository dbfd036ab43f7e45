/** The frame of every step: how far, the way back, that nothing is lost, and the one main action. */
import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';

import { ActionBar, Button } from '../patterns/Button.tsx';
import { Notice } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { words } from './words.ts';
import type { Draft } from './draft.ts';
import { KeepElsewhere } from './KeepElsewhere.tsx';
import { PhoneNotices } from './PhoneNotices.tsx';
import { progressOf, REVIEW, stepAfter, stepBefore } from './steps.ts';

interface StepPageProps {
  draft: Draft;
  step: string;
  title: string;
  above?: ComponentChildren;
  /** Why the last change is not on the disk. */
  fault?: string;
  action: ComponentChildren;
  children: ComponentChildren;
}

export function StepPage({ draft, step, title, above, fault, action, children }: StepPageProps) {
  const { at, of } = progressOf(draft, step);
  const before = stepBefore(draft, step);
  const label = words.handin.step(at, of);
  const start = draft.kind === 'supplement' ? `/ho-so/${draft.dossierId}` : `/thu-tuc/${encodeURIComponent(draft.procedure.code)}`;
  return (
    <Page
      title={title}
      back={before ? `/chuan-bi/${draft.id}/${before}` : start}
      above={
        draft.kind === 'dossier' ? (
          <>
            {label}
            {above && <> · {above}</>}
            <progress class="steps" value={at} max={of} aria-label={label} />
          </>
        ) : (
          above
        )
      }
    >
      {fault && <StorageNotice sentence={fault} />}
      <PhoneNotices draft={draft} />
      {children}
      <p class="hint">{words.handin.saved}</p>
      <KeepElsewhere draft={draft} />
      <ActionBar>{action}</ActionBar>
    </Page>
  );
}

export function StorageNotice({ sentence }: { sentence: string }) {
  return (
    <Notice tone="fault" live>
      <p>{sentence}</p>
    </Notice>
  );
}

/** The query of a link that comes from the review and leads back to it. */
export const FROM_REVIEW = `?ve=${REVIEW}`;

/** Where 'go on' leads: whoever came from the review to mend one thing goes back to it. */
export function useNext(draft: Draft, step: string): string {
  const { query } = useLocation();
  const fromReview = draft.kind === 'supplement' || query.ve === REVIEW;
  return `/chuan-bi/${draft.id}/${fromReview ? REVIEW : stepAfter(draft, step)}`;
}

/** The main action of most steps. */
export function NextButton({ draft, step }: { draft: Draft; step: string }) {
  const { route } = useLocation();
  const next = useNext(draft, step);
  return <Button onClick={() => route(next)}>{words.handin.next}</Button>;
}
