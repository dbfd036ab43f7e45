/** Rules of taking a dossier at the counter. Pure; the service checks them all again. */
import type { Schemas } from '../../api/client.ts';
import { isIdentityNumber } from '../../rules/identityNumber.ts';
import { isPhone } from '../../rules/phone.ts';
import { limitFor } from '../../rules/timeLimit.ts';

export type Procedure = Schemas['Procedure'];
export type WalkInBody = Schemas['WalkIn'];

export interface WalkInDraft {
  /** The dossier's id from the beginning: sent twice, it is still one dossier. */
  id: string;
  procedureCode: string;
  chosenCase: string | null;
  fullName: string;
  phone: string;
  identity: string;
  /** Requirement ids of the papers in the officer's hands. */
  papers: readonly string[];
  dueOn: string;
  reason: string;
  note: string;
}

export function emptyWalkIn(id: string): WalkInDraft {
  return { id, procedureCode: '', chosenCase: null, fullName: '', phone: '', identity: '', papers: [], dueOn: '', reason: '', note: '' };
}

export interface Limit {
  quantity: number | null;
  unit: string | null;
}

/** The published limit at the counter for a case; null when none is published and a date may be agreed on. */
export function limitOf({ time_limits, deadline }: Pick<Procedure, 'time_limits' | 'deadline'>, chosenCase: string | null): Limit | null {
  const found = limitFor(time_limits, 'direct', chosenCase);
  if (found) return { quantity: found.quantity, unit: found.unit };
  if (time_limits.some(({ channel }) => channel === 'direct')) return null;
  if (typeof deadline?.working_days === 'number' && deadline.working_days > 0) return { quantity: deadline.working_days, unit: 'working_day' };
  if (typeof deadline?.calendar_days === 'number' && deadline.calendar_days > 0) return { quantity: deadline.calendar_days, unit: 'day' };
  return null;
}

export type WalkInFault = 'procedureMissing' | 'fullNameMissing' | 'phoneWrong' | 'identityWrong' | 'reasonForDateMissing';
export type WalkInField = 'procedure' | 'fullName' | 'phone' | 'identity' | 'reason';

export function walkInFaults(draft: WalkInDraft, limit: Limit | null): Partial<Record<WalkInField, WalkInFault>> {
  const found: Partial<Record<WalkInField, WalkInFault>> = {};
  if (!draft.procedureCode) found.procedure = 'procedureMissing';
  if (!draft.fullName.trim()) found.fullName = 'fullNameMissing';
  if (draft.phone.trim() && !isPhone(draft.phone)) found.phone = 'phoneWrong';
  if (draft.identity.trim() && !isIdentityNumber(draft.identity)) found.identity = 'identityWrong';
  if (limit === null && draft.dueOn && !draft.reason.trim()) found.reason = 'reasonForDateMissing';
  return found;
}

const NOTE_LENGTH = 2000;

/** `taken`: the sentence that names the papers in hand, '' for none. They stand in the note, as there are no files. */
export function walkInBody(draft: WalkInDraft, limit: Limit | null, taken: string): WalkInBody {
  const note = [draft.note.trim(), taken].filter(Boolean).join('\n').slice(0, NOTE_LENGTH);
  const agreed = limit === null && draft.dueOn !== '';
  return {
    id: draft.id,
    procedure_code: draft.procedureCode,
    case: draft.chosenCase,
    applicant: {
      full_name: draft.fullName.trim(),
      ...(draft.phone.trim() ? { phone: draft.phone.trim() } : {}),
      ...(draft.identity.trim() ? { identity_number: draft.identity.trim() } : {}),
    },
    documents: [],
    ...(note ? { note } : {}),
    ...(agreed ? { due_on: draft.dueOn, reason: draft.reason.trim() } : {}),
  };
}
