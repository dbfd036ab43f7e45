/** A whole row to tap that stays on the page: what it is in bold, facts below. */
import type { ComponentChildren } from 'preact';

import { Icon } from '../patterns/Icon.tsx';

export function RowButton({ title, onClick, children }: { title: ComponentChildren; onClick: () => void; children?: ComponentChildren }) {
  return (
    <li>
      <button type="button" class="row" onClick={onClick}>
        <span class="row-words">
          <span class="row-title">{title}</span>
          {children && <span class="row-facts">{children}</span>}
        </span>
        <Icon name="next" />
      </button>
    </li>
  );
}
