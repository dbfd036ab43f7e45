/** Which stages of my dossier lead to a rating. */
import type { Schemas } from '../api/client.ts';
import { keyOfStage, recallCorrection } from '../ratings/corrections.ts';
import type { Rateable } from './OpenRatings.tsx';

type OwnStage = Schemas['OwnersStage'];

/** What was answered can be corrected only in the tab that answered: elsewhere there is nothing to open. */
export function rateable(dossierId: string, { stage, answered, correctable_until: until }: OwnStage): Rateable {
  const correction = answered ? recallCorrection(keyOfStage(dossierId, stage)) : null;
  const open = !answered || (until !== null && correction !== null);
  return { stage, href: open ? `/ho-so/${dossierId}/danh-gia/${stage}` : null, correctableUntil: until };
}
