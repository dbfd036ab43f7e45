/** Big type, kept on the phone. Colours follow the device. */
import { lasting } from '../storage/keyValue.ts';

const STORED_AS = 'bigType';

export function bigType(): boolean {
  return lasting.getItem(STORED_AS) === 'yes';
}

export function setBigType(big: boolean): void {
  lasting.setItem(STORED_AS, big ? 'yes' : 'no');
  applyAppearance();
}

export function applyAppearance(): void {
  document.documentElement.classList.toggle('big-type', bigType());
}
