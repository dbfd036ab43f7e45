/**
 * A new version waits until nobody is in the middle of something.
 *
 * The waiting service worker takes over when the person says so, or by itself at a start and on the way to the home
 * page. While a task is open (a form being filled, files being sent) nothing is offered and nothing is reloaded.
 */
import { computed, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

const newVersion = signal(false);
const tasks = signal(0);

/** Whether to offer the new version now. */
export const updateReady = computed(() => newVersion.value && tasks.value === 0);

const CHECK_EVERY_MS = 60 * 60_000;
const LONGEST_INSTALL_MS = 20_000;
let registration: ServiceWorkerRegistration | undefined;
/** The first worker takes a page over without a reload; the next one means a new version. */
let hadWorker = false;
let reloading = false;

/** Holds updates back until the returned function is called. */
export function beginTask(): () => void {
  tasks.value += 1;
  let open = true;
  return () => {
    if (open) tasks.value -= 1;
    open = false;
  };
}

/** A form is one from the first letter on. */
export function useTask(open: boolean): void {
  useEffect(() => (open ? beginTask() : undefined), [open]);
}

export async function registerServiceWorker(): Promise<void> {
  const container = navigator.serviceWorker;
  if (!container) return;
  hadWorker = container.controller !== null;
  container.addEventListener('controllerchange', workerChanged);
  try {
    registration = await container.register('/sw.js', { updateViaCache: 'none' });
  } catch {
    return; // refused (private window): the app works, only not without a network
  }
  if (registration?.waiting && hadWorker) {
    newVersion.value = true;
    updateBetweenTasks();
  }
  // The browser looks for a new version at each start by itself, maybe before we listen.
  offerWhenInstalled();
  registration?.addEventListener('updatefound', offerWhenInstalled);
  setInterval(() => void registration?.update().catch(() => {}), CHECK_EVERY_MS);
}

function workerChanged(): void {
  if (hadWorker && tasks.value === 0) reload();
  newVersion.value ||= hadWorker;
  hadWorker = true;
}

function offerWhenInstalled(): void {
  const worker = registration?.installing;
  worker?.addEventListener('statechange', () => {
    // In Firefox the first worker may serve the page before it tells that it is installed.
    const { controller } = navigator.serviceWorker;
    if (worker.state === 'installed' && controller && controller !== worker) newVersion.value = true;
  });
}

/** Between tasks: called on the way to the home page. */
export function updateBetweenTasks(): void {
  if (updateReady.value) applyUpdate();
}

/** With a waiting worker its taking over reloads the page; without, another tab has let it take over already. */
export function applyUpdate(): void {
  if (registration?.waiting) registration.waiting.postMessage('take-over');
  else reload();
}

function reload(): void {
  if (reloading) return;
  reloading = true;
  location.reload();
}

/** For a page that failed: fetch the newest worker first, so that the reload is not the same old app. */
export async function reloadNewest(): Promise<void> {
  const found = await navigator.serviceWorker?.getRegistration();
  await found?.update().catch(() => {});
  if (found?.installing) await leaves(found.installing, 'installing');
  const waiting = found?.waiting;
  if (waiting) {
    waiting.postMessage('take-over');
    await leaves(waiting, 'installed');
  }
  reload();
}

/** Resolves when the worker is past this state, or when that takes longer than a person waits. */
function leaves(worker: ServiceWorker, state: ServiceWorkerState): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LONGEST_INSTALL_MS);
    const look = () => {
      if (worker.state === state) return;
      clearTimeout(timer);
      resolve();
    };
    worker.addEventListener('statechange', look);
    look();
  });
}
