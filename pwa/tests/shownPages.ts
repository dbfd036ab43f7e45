/** Draws a component that shows nothing, so that hooks run without a browser; and answers that come when the test says so. */
import 'fake-indexeddb/auto';

import { h, render, type ComponentType } from 'preact';

export const page = Object.assign(new EventTarget(), { visibilityState: 'visible', documentElement: {} });

Object.defineProperty(globalThis, 'navigator', { value: { onLine: true, language: 'vi' }, configurable: true });
const listeners = new EventTarget();
Object.assign(globalThis, {
  document: page,
  location: { origin: 'https://motcua.example' },
  addEventListener: listeners.addEventListener.bind(listeners),
  removeEventListener: listeners.removeEventListener.bind(listeners),
  dispatchEvent: listeners.dispatchEvent.bind(listeners),
});

/** Returns what takes it off again. */
export function draw(component: ComponentType): () => void {
  const root = { childNodes: [], firstChild: null, ownerDocument: page } as unknown as Element;
  render(h(component, {}), root);
  return () => render(null, root);
}

/** Waits until `condition` holds; fails after two seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const began = Date.now();
  while (!condition()) {
    if (Date.now() - began > 2000) throw new Error(`not within two seconds: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A promise that the test settles. */
export function later<T>() {
  let resolve!: (value: T) => void;
  let reject!: (fault: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
