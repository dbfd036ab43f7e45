/** The office that somebody does their paperwork at: on this phone only, gone when they sign out or somebody else comes. */
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

/** 'lastOffice' is the one of the last dossier, only ever proposed for the next. */
type Which = 'myOffice' | 'lastOffice';

export function keptOffice(which: Which = 'myOffice'): Office | null {
  return JSON.parse(lasting.getItem(which) ?? 'null') as Office | null;
}

export function keepOffice(office: Office, which: Which = 'myOffice'): void {
  lasting.setItem(which, JSON.stringify(office));
}

export function forgetOffices(): void {
  lasting.removeItem('myOffice');
  lasting.removeItem('lastOffice');
}
