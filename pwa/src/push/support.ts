/** What this browser can do about web push, and how its device is called. Pure. */

export interface BrowserFacts {
  hasPush: boolean;
  userAgent: string;
  /** iPads call themselves Macs; only their fingers give them away. */
  touchPoints: number;
  standalone: boolean;
}

/** 'ios': push comes with the app on the Home Screen, which Safari can put there. */
export type PushSupport = 'able' | 'ios' | 'none';

const OTHER_BROWSERS_ON_IOS = /CriOS|FxiOS|EdgiOS|OPiOS|GSA|FBAN|FBAV|Instagram|Zalo|Line\//i;

export function isIos({ userAgent, touchPoints }: Pick<BrowserFacts, 'userAgent' | 'touchPoints'>): boolean {
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1);
}

export function pushSupport(facts: BrowserFacts): PushSupport {
  if (facts.hasPush) return 'able';
  const isSafari = /Safari\//.test(facts.userAgent) && !OTHER_BROWSERS_ON_IOS.test(facts.userAgent);
  return isIos(facts) && isSafari && !facts.standalone ? 'ios' : 'none';
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/SamsungBrowser/, 'Samsung Internet'],
  [/coc_coc/i, 'Cốc Cốc'],
  [/Edg(A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS/, 'Mac'],
  [/Linux/, 'Linux'],
];

/** 'Chrome, Android': enough to tell one's own devices apart. */
export function deviceName(userAgent: string, touchPoints = 0): string {
  const first = (names: typeof BROWSERS) => names.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = first(SYSTEMS);
  const isIpad = system === 'Mac' && touchPoints > 1;
  return [first(BROWSERS), isIpad ? 'iPad' : system].filter(Boolean).join(', ');
}

/** base64url → bytes. */
export function keyBytes(key: string): Uint8Array<ArrayBuffer> {
  const binary = atob(key.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** A subscription made for another key of the service would never ring. A browser that does not tell is trusted. */
export function isForKey(made: ArrayBuffer | null | undefined, key: Uint8Array): boolean {
  if (!made) return true;
  const bytes = new Uint8Array(made);
  return bytes.length === key.length && bytes.every((byte, index) => byte === key[index]);
}
