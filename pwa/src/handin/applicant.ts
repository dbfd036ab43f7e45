/** What somebody typed for oneself is offered again in the next draft, while the same person is signed in. */
import { owner } from '../app/session.ts';
import { recall, remember } from '../storage/lastSeen.ts';
import type { Draft } from './draft.ts';

type Applicant = Draft['applicant'];

const REMEMBERED_AS = 'applicant';

/** Also called when a draft that nobody had signed for gets its owner: it was filled in before. */
export function rememberApplicant({ kind, applicant, forOther }: Pick<Draft, 'kind' | 'applicant' | 'forOther'>): void {
  if (owner.value && kind === 'dossier' && !forOther) void remember(owner.value, REMEMBERED_AS, applicant);
}

export async function rememberedApplicant(): Promise<Applicant | undefined> {
  const seen = await recall<Applicant>(owner.value, REMEMBERED_AS);
  return owner.value ? seen?.value : undefined;
}
