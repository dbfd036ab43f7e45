/**
 * What opens the correction of an answer for its ten minutes.
 *
 * Of this tab only and gone with it: on a shared phone nobody else may correct, or learn that somebody answered.
 */
import { ofTab } from '../storage/keyValue.ts';

export interface Correction {
  token: string;
  /** ISO 8601. */
  until: string;
}

/** Of a stage of one's own dossier. */
export function keyOfStage(dossierId: string, stage: string): string {
  return `${dossierId} ${stage}`;
}

const STORED_AS = 'correction ';

export function keepCorrection(key: string, correction: Correction): void {
  ofTab.setItem(STORED_AS + key, JSON.stringify(correction));
}

export function recallCorrection(key: string): Correction | null {
  const stored = ofTab.getItem(STORED_AS + key);
  return stored ? (JSON.parse(stored) as Correction) : null;
}
