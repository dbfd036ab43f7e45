/**
 * A commune kept as one's place, until an office of it takes dossiers here: that one is then kept by itself.
 *
 * The commune stays stored beside such an office until the page of one's place has told of it (`tellOffice`).
 */
import { api, ask } from '../api/client.ts';
import { Problem } from '../api/problem.ts';
import { lasting } from '../storage/keyValue.ts';
import { keepOffice, keptCommune, keptOffice, MY_COMMUNE, type KeptCommune, type Office } from '../storage/myOffice.ts';
import { officeOf, type Agency, type Commune } from './offices.ts';

export function communeToKeep({ code, full_name: name, province, province_name: provinceName }: Commune): KeptCommune {
  return { commune: code, name, province, provinceName };
}

export function keepCommune(commune: KeptCommune): void {
  lasting.setItem(MY_COMMUNE, JSON.stringify(commune));
  lasting.removeItem('myOffice');
}

/** Chosen by the person: what stood there before is over. */
export function keepChosen(office: Office): void {
  keepOffice(office);
  lasting.removeItem(MY_COMMUNE);
}

/** The offices of a commune that take dossiers today; for `useResource`, of the same name wherever it is asked. */
export function askOffices(commune: string) {
  return ask(api.GET('/api/v1/agencies', { params: { query: { commune, limit: 20 } } }));
}

/** Of several somebody has to choose. Asked twice, the answer is the same: the page of one's place asks beside `lookForOffice`. */
export function takeOnlyOffice(commune: KeptCommune, offices: readonly Agency[]): Office | null {
  const [only, ...more] = offices;
  // Meanwhile somebody may have chosen another place or signed out.
  if (!only || more.length > 0 || storedCommune()?.commune !== commune.commune) return null;
  const office = officeOf(only);
  keepOffice(office);
  return office;
}

/** Once a start of the app, whatever page it begins with. Without an answer, the next start asks again. */
export async function lookForOffice(): Promise<void> {
  const commune = keptCommune();
  if (!commune) return;
  try {
    takeOnlyOffice(commune, (await askOffices(commune.commune)).items);
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
  }
}

/** The commune whose office was taken by itself; null from the second time on. */
export function tellOffice(): string | null {
  const commune = keptOffice() && storedCommune();
  if (!commune) return null;
  lasting.removeItem(MY_COMMUNE);
  return commune.name;
}

/** Also one that has an office by now. */
function storedCommune(): KeptCommune | null {
  return JSON.parse(lasting.getItem(MY_COMMUNE) ?? 'null') as KeptCommune | null;
}
