/** Whose a draft is: on a shared phone nobody reads or continues what somebody else has begun. */
import { isCitizen, isOtherPersons, me } from '../app/session.ts';
import type { Draft } from './draft.ts';

/** The signed-in citizen; drafts begun by nobody are whoever's goes on with them. */
export function signedInOwner(): Draft['owner'] {
  const who = isCitizen.value ? me.value : null;
  return who && { id: who.id, phone: who.phone ?? '' };
}

export function isSomebodyElses({ owner }: Draft): boolean {
  return isOtherPersons(owner?.id);
}
