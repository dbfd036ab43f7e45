import type { ComponentChildren } from 'preact';

import { Icon, type IconName } from './Icon.tsx';
import type { Tone } from './Card.tsx';

export interface TimelineStep {
  key: string | number;
  title: ComponentChildren;
  /** Already in words. */
  when: string;
  tone?: Tone;
  icon?: IconName;
  children?: ComponentChildren;
}

/** From now (top) to the beginning (bottom). */
export function Timeline({ steps, label }: { steps: readonly TimelineStep[]; label: string }) {
  return (
    <ol class="timeline" aria-label={label}>
      {steps.map(({ key, title, when, tone = 'waiting', icon = 'check', children }) => (
        <li key={key}>
          <span class={`mark mark-${tone}`}>
            <Icon name={icon} />
          </span>
          <div class="timeline-words">
            <p class="timeline-title">{title}</p>
            <p class="timeline-when">{when}</p>
            {children}
          </div>
        </li>
      ))}
    </ol>
  );
}
