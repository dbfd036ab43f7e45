/** When nobody touches the screen: how long it waits, and what is left of that. Pure but for the hook. */
import { useEffect, useRef, useState } from 'preact/hooks';

export const WAIT_SECONDS = 60;
export const COUNTDOWN_SECONDS = 10;

const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Seconds left to show, null while there is nothing to show. */
export function countdown(idleMs: number): number | null {
  const left = Math.ceil(WAIT_SECONDS - idleMs / 1000);
  return left > COUNTDOWN_SECONDS ? null : Math.max(0, left);
}

/** Counts down while `active`, and begins anew with every touch. The clock decides: timers sleep behind another tab. */
export function useIdle(active: boolean, onOver: () => void): number | null {
  const [left, setLeft] = useState<number | null>(null);
  const over = useRef(onOver);
  over.current = onOver;
  useEffect(() => {
    if (!active) return;
    let touched = Date.now();
    const touch = () => {
      touched = Date.now();
      setLeft(null);
    };
    const timer = setInterval(() => {
      const now = countdown(Date.now() - touched);
      setLeft(now);
      if (now !== 0) return;
      touch();
      over.current();
    }, 250);
    for (const name of TOUCHES) addEventListener(name, touch, { capture: true, passive: true });
    return () => {
      clearInterval(timer);
      setLeft(null);
      for (const name of TOUCHES) removeEventListener(name, touch, { capture: true });
    };
  }, [active]);
  return left;
}
