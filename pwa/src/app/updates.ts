/**
 * A new version waits until nobody is in the middle of something.
 *
 * The waiting service worker takes over when the person says so, or by itself at a start and on the way to the home
 * page. While a task is open (a form being filled, files being sent) nothing is reloaded.
 */
import { signal } from '@preact/signals';

export const updateReady = signal(false);

const CHECK_EVERY_MS = 60 * 60_000;
let registration: ServiceWorkerRegistration | undefined;
let tasks = 0;
let reloading = false;

/** Holds updates back until the returned function is called. */
export function beginTask(): () => void {
  tasks += 1;
  let open = true;
  return () => {
    if (open) tasks -= 1;
    open = false;
  };
}

export async function registerServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  // The first worker takes this page over without a reload; a later one means a new version.
  const hadWorker = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (!hadWorker || reloading) return;
    if (tasks > 0) updateReady.value = true;
    else reload();
  });
  try {
    registration = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
  } catch {
    return; // refused (private window): the app works, only not without a network
  }
  if (registration.waiting && hadWorker && tasks === 0) activate();
  registration.addEventListener('updatefound', () => {
    const worker = registration?.installing;
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && navigator.serviceWorker.controller) updateReady.value = true;
    });
  });
  setInterval(() => void registration?.update().catch(() => {}), CHECK_EVERY_MS);
}

/** Between tasks: called on the way to the home page. */
export function updateBetweenTasks(): void {
  if (updateReady.value && tasks === 0) activate();
}

export function applyUpdate(): void {
  if (registration?.waiting) activate();
  else reload();
}

function activate(): void {
  registration?.waiting?.postMessage('take-over');
}

function reload(): void {
  reloading = true;
  location.reload();
}

/** For a page that failed: fetch the newest worker first, so that the reload is not the same old app. */
export async function reloadNewest(): Promise<void> {
  const found = await navigator.serviceWorker?.getRegistration();
  await found?.update().catch(() => {});
  if (found?.waiting) found.waiting.postMessage('take-over');
  reload();
}
