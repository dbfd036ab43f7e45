/** What the service worker tells open pages. */
import { useLocation } from 'preact-iso';
import { useEffect } from 'preact/hooks';

/** A push has arrived on this device. */
export const PUSHED = 'motcua:pushed';
/** Something has changed: pages that show dossiers or messages ask again. */
export const NEWS = 'motcua:news';
/** The browser has changed the push subscription: it has to be sent to the service again. */
export const RESUBSCRIBE = 'motcua:resubscribe';

/** Opens the place of a tapped notification, and passes the other messages on as events of the window. */
export function useWorkerMessages(): void {
  const { route } = useLocation();
  useEffect(() => {
    const worker = navigator.serviceWorker;
    if (!worker) return;
    const listen = ({ data }: MessageEvent<unknown>) => {
      if (data === 'pushed') for (const name of [PUSHED, NEWS]) dispatchEvent(new Event(name));
      else if (data === 'resubscribe') dispatchEvent(new Event(RESUBSCRIBE));
      else if (typeof data === 'object' && data !== null && 'open' in data) route(String(data.open));
    };
    worker.addEventListener('message', listen);
    return () => worker.removeEventListener('message', listen);
  }, [route]);
}
