/** Which papers somebody has at hand, and for which case: kept on this phone only, never sent. */
import { lasting } from '../storage/keyValue.ts';

export interface Checklist {
  case: string | null;
  /** Ids of papers: the same in later versions of the procedure, and different in each case. */
  have: string[];
}

const KEY = 'checklists';
/** Procedures; who looks at more of them has done the first ones. */
export const MOST = 60;

export function checklistOf(code: string): Checklist {
  return all()[code] ?? { case: null, have: [] };
}

/** Nothing ticked or chosen leaves nothing behind. */
export function keepChecklist(code: string, list: Checklist): void {
  const { [code]: _old, ...others } = all();
  const kept = Object.entries(others);
  if (list.case !== null || list.have.length > 0) kept.push([code, list]);
  lasting.setItem(KEY, JSON.stringify(Object.fromEntries(kept.slice(-MOST))));
}

export function forgetChecklists(): void {
  lasting.removeItem(KEY);
}

function all(): Record<string, Checklist> {
  try {
    return (JSON.parse(lasting.getItem(KEY) ?? '{}') ?? {}) as Record<string, Checklist>;
  } catch {
    return {};
  }
}
