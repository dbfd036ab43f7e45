import type { ComponentChildren } from 'preact';

import { Icon, type IconName } from '../patterns/Icon.tsx';

interface PickerProps {
  icon: IconName;
  accept: string;
  kind?: 'main' | 'plain' | 'quiet';
  /** Opens the camera where there is one. */
  camera?: boolean;
  multiple?: boolean;
  onPicked: (files: File[]) => unknown;
  children: ComponentChildren;
}

/** The browser's own file input under a button's looks: it keeps keyboard, screen reader and camera right. */
export function Picker({ icon, accept, kind = 'plain', camera = false, multiple = false, onPicked, children }: PickerProps) {
  const picked = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = ''; // the same file again is a new choice
    void onPicked(files);
  };
  return (
    <label class={`button button-${kind} picker`}>
      <input type="file" class="visually-hidden" accept={accept} multiple={multiple} {...(camera ? { capture: 'environment' as const } : {})} onChange={picked} />
      <Icon name={icon} />
      <span>{children}</span>
    </label>
  );
}
