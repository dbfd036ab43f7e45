/** Rows must not change places under a thumb that is about to meet one of them. */

const AFTER_MS = 250; // the tap that a lifted finger makes comes a little later
let touching = false;
let liftedAt = 0;

export function watchTouches(): void {
  const lift = () => {
    touching = false;
    liftedAt = Date.now();
  };
  addEventListener('touchstart', () => void (touching = true), { passive: true });
  addEventListener('touchend', lift, { passive: true });
  addEventListener('touchcancel', lift, { passive: true });
}

/** Resolves when no finger is on the screen. */
export async function untouched(): Promise<void> {
  while (touching || Date.now() - liftedAt < AFTER_MS) await new Promise((resolve) => setTimeout(resolve, 50));
}
