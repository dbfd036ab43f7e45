/** The browser's offer to install the app comes once, soon after the start: kept until somebody opens the settings. */
import { signal } from '@preact/signals';

interface InstallOffer extends Event {
  prompt: () => Promise<unknown>;
}

export const installOffer = signal<InstallOffer | null>(null);

export function watchInstall(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault(); // no banner over the page
    installOffer.value = event as InstallOffer;
  });
  addEventListener('appinstalled', () => {
    installOffer.value = null;
  });
}

/** An offer can be used once, whatever the answer. */
export async function install(): Promise<void> {
  const offer = installOffer.value;
  installOffer.value = null;
  await offer?.prompt();
}
