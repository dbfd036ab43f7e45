/** Big type, kept on the phone. Colours follow the device. */
const STORED_AS = 'bigType';

export function bigType(): boolean {
  return localStorage.getItem(STORED_AS) === 'yes';
}

export function setBigType(big: boolean): void {
  localStorage.setItem(STORED_AS, big ? 'yes' : 'no');
  applyAppearance();
}

export function applyAppearance(): void {
  document.documentElement.classList.toggle('big-type', bigType());
}
