/**
 * The outbox for the service worker, in a file of its own: only browsers with Background Sync (Chromium) load it, and
 * the worker that everybody loads stays small. See sw/sendOutbox.ts.
 */
import { drain } from './outbox.ts';

Object.assign(self, { drainOutbox: drain });
