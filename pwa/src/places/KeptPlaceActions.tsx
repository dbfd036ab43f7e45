/** What can be done with the place that is kept: look procedures up there, take another, forget it. */
import type { ComponentChildren } from 'preact';

import { Button, ButtonLink } from '../patterns/Button.tsx';
import { words } from './words.ts';

interface Props {
  /** Dossiers can be handed in there, or will be one day; then looking up is the main action. */
  isUsable: boolean;
  /** Not while a place is being chosen. */
  onChange: (() => void) | undefined;
  onForget: () => void;
  /** The link that belongs to this kind of place. */
  children?: ComponentChildren;
}

export function KeptPlaceActions({ isUsable, onChange, onForget, children }: Props) {
  const { places } = words;
  return (
    <div class="buttons">
      {isUsable && (
        <ButtonLink href="/tra-cuu" icon="search">
          {places.goLookUp}
        </ButtonLink>
      )}
      {onChange && (
        <Button kind={isUsable ? 'plain' : 'main'} onClick={onChange}>
          {places.change}
        </Button>
      )}
      {children}
      <Button kind="quiet" onClick={onForget}>
        {places.forget}
      </Button>
    </div>
  );
}
