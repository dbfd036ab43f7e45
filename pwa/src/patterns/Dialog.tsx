/** A question before something that cannot be undone; the browser's own dialog keeps focus and Escape right. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface DialogProps {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ComponentChildren;
}

export function Dialog({ title, open, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && !element.current?.open) element.current?.showModal();
    // Else the browser would focus the first button, which may be the red one.
    if (open) element.current?.querySelector<HTMLElement>('input, textarea, .button:not(.button-danger)')?.focus();
    if (!open) element.current?.close();
  }, [open]);
  return (
    <dialog ref={element} class="dialog" aria-label={title} onClose={onClose}>
      {open && (
        <>
          <h2>{title}</h2>
          {children}
        </>
      )}
    </dialog>
  );
}
