/** What one can do where the browser does not let us notify. */
import './push.css';

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

/** What Safari shows at each step: the share button, the line of its menu with a plus, the app among the others. */
const PICTURES = [
  'M16 18h-3v21h22V18h-3M24 30V7M17 14l7-7l7 7',
  'M4 14h40v20H4zM9 24h17M33 19h8v10h-8zM37 21.5v5M34.5 24h5',
  'M6 6h10v10H6zM32 6h10v10H32zM6 32h10v10H6zM17 17h14v14H17zM20 28v-5a4 4 0 0 1 8 0v5M32 32h10v10H32z',
];

function AddToHomeScreen() {
  const { push } = words;
  return (
    <Notice tone="waiting" icon="bell" title={push.iosTitle}>
      <p>{push.iosWhy}</p>
      <ol class="plain-list picture-steps">
        {push.iosSteps.map((step, index) => (
          <li key={step}>
            <svg viewBox="0 0 48 48" aria-hidden="true">
              <path d={PICTURES[index]} />
            </svg>
            <span>
              <span aria-hidden="true">{index + 1}. </span>
              {step}
            </span>
          </li>
        ))}
      </ol>
    </Notice>
  );
}
