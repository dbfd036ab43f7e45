/** What this phone keeps, counted and erased. */
import { unfinishedDrafts } from '../handin/IfDrafts.tsx';
import { forgetChecklists } from '../lookup/checklist.ts';
import { settled, transact } from '../storage/database.ts';
import { forgetLookedUp } from '../storage/recentLookUps.ts';

export interface Stored {
  /** What is being prepared or waits to be sent; of what was handed in only its number is left here. */
  drafts: number;
  pages: number;
  /** Absent where the browser does not tell. */
  bytes: number | undefined;
}

export async function whatIsStored(): Promise<Stored> {
  const drafts = await unfinishedDrafts();
  const pages = await transact(['lastSeen'], 'readonly', (open) => settled(open('lastSeen').count()));
  const estimate = await navigator.storage?.estimate?.();
  return { drafts, pages, bytes: estimate?.usage };
}

/** Also the ticks on their papers, and the catalogue for looking up without a network, which is fetched again. */
export function erasePages(): Promise<void> {
  forgetChecklists();
  forgetLookedUp();
  return transact(['lastSeen', 'catalogue'], 'readwrite', (open) => {
    open('lastSeen').clear();
    open('catalogue').clear();
  });
}

/** With the photos of papers that belong to them. */
export async function eraseDrafts(): Promise<void> {
  const { removeAll } = await import('../handin/drafts.ts');
  await removeAll();
}
