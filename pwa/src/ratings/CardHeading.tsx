/** The heading of a card. After a change of card a screen reader starts here. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface CardHeadingProps {
  above?: string;
  takeFocus: boolean;
  children: ComponentChildren;
}

export function CardHeading({ above, takeFocus, children }: CardHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takeFocus) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div>
      {above && <p class="above">{above}</p>}
      <h2 ref={heading} tabIndex={-1}>
        {children}
      </h2>
    </div>
  );
}
