/** What one can do where the browser does not let us notify. */
import { Notice } from '../patterns/notices.tsx';
import { words } from './words.ts';
import { isStandalone, type DeviceState } from './subscription.ts';

export function PushHelp({ state, live = false }: { state: DeviceState; live?: boolean }) {
  const { push } = words;
  if (state === 'denied') {
    return (
      <Notice tone="soon" icon="bell" title={push.denied} live={live}>
        <p>{isStandalone() ? push.allowInPhone : push.allowInBrowser}</p>
      </Notice>
    );
  }
  if (state === 'ios') return <AddToHomeScreen />;
  if (state !== 'none' && state !== 'failed') return null;
  return (
    <Notice tone="waiting" live={live}>
      <p>{push[state]}</p>
    </Notice>
  );
}

function AddToHomeScreen() {
  const { push } = words;
  return (
    <Notice tone="waiting" icon="bell" title={push.iosTitle}>
      <p>{push.iosWhy}</p>
      <ol class="plain-list">
        {push.iosSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Notice>
  );
}
