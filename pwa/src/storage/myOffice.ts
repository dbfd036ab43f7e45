/** Where somebody does their paperwork, an office or a commune that has none here: on this phone only, gone when they sign out or somebody else comes. */
import { lasting } from './keyValue.ts';

export interface Office {
  code: string;
  name: string;
  province: string;
  isDemo: boolean;
  mandate: boolean;
  /** What it takes; unknown for one that was kept before the service told. */
  documentLimits?: { maxBytes: number; mediaTypes: string[] };
}

/** One's place while no office of it is in this service: for looking up, never for handing in. */
export interface KeptCommune {
  commune: string;
  /** As 'Xã Ngãi Tứ'. */
  name: string;
  province: string;
  provinceName: string;
}

/** 'lastOffice' is the one of the last dossier, only ever proposed for the next. */
type Which = 'myOffice' | 'lastOffice';

/** Written in places/myCommune.ts. */
export const MY_COMMUNE = 'myCommune';

export function keptOffice(which: Which = 'myOffice'): Office | null {
  return read<Office>(which);
}

/** null as soon as there is an office. */
export function keptCommune(): KeptCommune | null {
  return keptOffice() ? null : read(MY_COMMUNE);
}

export function keptPlace(): Office | KeptCommune | null {
  return keptOffice() ?? keptCommune();
}

export function keepOffice(office: Office, which: Which = 'myOffice'): void {
  lasting.setItem(which, JSON.stringify(office));
}

export function forgetOffices(): void {
  lasting.removeItem('myOffice');
  lasting.removeItem('lastOffice');
  lasting.removeItem(MY_COMMUNE);
}

function read<T>(key: string): T | null {
  return JSON.parse(lasting.getItem(key) ?? 'null') as T | null;
}
