/** The room that this phone gives us: asked for once to be left alone, and looked at before it is full. */
import { lasting } from '../storage/keyValue.ts';

const ASKED = 'askedToPersist';
const DAY_MS = 24 * 3600_000;
/** Less than the largest file that may be picked and some photos. */
const LITTLE_BYTES = 80 * 1024 * 1024;
/** Safari clears what was not used for seven days, unless the app is on the Home Screen. */
const OLD_DAYS = 5;
const WAITS_LONG_DAYS = 1;

/** Firefox asks the person, so once is enough; the others decide by themselves. */
export async function askToPersist(): Promise<void> {
  if (lasting.getItem(ASKED)) return;
  lasting.setItem(ASKED, 'yes');
  await navigator.storage?.persist?.().catch(() => false);
}

/** Bytes that still fit when they are few, else undefined; also where the browser does not tell. */
export async function littleRoom(): Promise<number | undefined> {
  const { usage, quota } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {};
  if (usage === undefined || quota === undefined) return undefined;
  const left = Math.max(0, quota - usage);
  return left < LITTLE_BYTES ? left : undefined;
}

interface Aged {
  state: string;
  createdAt: number;
  touchedAt?: number;
}

/** Whole days since the citizen last touched it, once they are many enough to say so. */
export function oldDays({ state, createdAt, touchedAt = createdAt }: Aged, now = Date.now()): number | undefined {
  const days = Math.floor((now - touchedAt) / DAY_MS);
  return days >= (state === 'editing' ? OLD_DAYS : WAITS_LONG_DAYS) ? days : undefined;
}
