/** What this phone keeps, counted and erased. */
import { settled, transact } from '../storage/database.ts';

export interface Stored {
  drafts: number;
  pages: number;
  /** Absent where the browser does not tell. */
  bytes: number | undefined;
}

export async function whatIsStored(): Promise<Stored> {
  const counts = await transact(['drafts', 'lastSeen'], 'readonly', async (open) => ({
    drafts: await settled(open('drafts').count()),
    pages: await settled(open('lastSeen').count()),
  }));
  const estimate = await navigator.storage?.estimate?.();
  return { ...counts, bytes: estimate?.usage };
}

/** Also the catalogue for looking up without a network: it is fetched again. */
export function erasePages(): Promise<void> {
  return transact(['lastSeen', 'catalogue'], 'readwrite', (open) => {
    open('lastSeen').clear();
    open('catalogue').clear();
  });
}

/** With the photos of papers that belong to them. */
export function eraseDrafts(): Promise<void> {
  return transact(['drafts', 'files'], 'readwrite', (open) => {
    open('drafts').clear();
    open('files').clear();
  });
}
