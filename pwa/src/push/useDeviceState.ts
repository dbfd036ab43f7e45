/** The state of push on this device, which people also change in the browser's and the phone's own settings. */
import { useEffect, useState } from 'preact/hooks';

import { deviceState, type DeviceState } from './subscription.ts';

/** `set` for what the page itself has just done. null until it is known. */
export function useDeviceState(): [DeviceState | null, (state: DeviceState) => void] {
  const [state, set] = useState<DeviceState | null>(null);
  useEffect(() => {
    const look = () => void deviceState().then(set);
    const lookWhenSeen = () => document.visibilityState === 'visible' && look();
    look();
    let permission: PermissionStatus | undefined;
    navigator.permissions
      ?.query({ name: 'notifications' })
      .then((found) => {
        permission = found;
        found.addEventListener('change', look);
      })
      .catch(() => {}); // WebKit knows no such permission: then coming back to the page is all there is
    document.addEventListener('visibilitychange', lookWhenSeen);
    return () => {
      permission?.removeEventListener('change', look);
      document.removeEventListener('visibilitychange', lookWhenSeen);
    };
  }, []);
  return [state, set];
}
