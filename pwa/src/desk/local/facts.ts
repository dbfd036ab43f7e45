/** Rules of the page on local facts: what a form sends and what it lacks. Pure. */
import type { Schemas } from '../../api/client.ts';

export type OfficeFact = Schemas['OfficeFact'];
export type FactRow = Schemas['LocalFactRow'];
export type Kind = OfficeFact['kind'];

export const KINDS: readonly Kind[] = ['fee', 'place', 'contact', 'hours', 'feedback'];

export interface FactDraft {
  scope: 'all' | 'one';
  procedureCode: string;
  procedureName: string;
  kind: Kind;
  text: string;
  decision: string;
  decidedOn: string;
  effectiveFrom: string;
  reason: string;
}

export const EMPTY_FACT: FactDraft = {
  scope: 'all',
  procedureCode: '',
  procedureName: '',
  kind: 'place',
  text: '',
  decision: '',
  decidedOn: '',
  effectiveFrom: '',
  reason: '',
};

/** A correction begins with what holds; why it is corrected, nobody knows yet. */
export function correctionOf({ procedure, kind, now, planned }: OfficeFact): FactDraft {
  const row = now ?? planned[0];
  return {
    ...EMPTY_FACT,
    scope: procedure ? 'one' : 'all',
    procedureCode: procedure?.code ?? '',
    procedureName: procedure?.name ?? '',
    kind,
    text: row?.text ?? '',
    decision: row?.decision ?? '',
    decidedOn: row?.decided_on ?? '',
  };
}

export type FactFault = 'textMissing' | 'decisionMissing' | 'decidedOnMissing' | 'reasonMissing' | 'procedureMissing';

/** A field's name and what it lacks; the service checks the rest. */
export function factFaults(draft: FactDraft): Record<string, FactFault> {
  const found: Record<string, FactFault> = {};
  if (draft.scope === 'one' && !draft.procedureCode) found.procedure = 'procedureMissing';
  if (!draft.text.trim()) found.text = 'textMissing';
  if (draft.kind === 'fee' && !draft.decision.trim()) found.decision = 'decisionMissing';
  if (draft.kind === 'fee' && !draft.decidedOn) found.decidedOn = 'decidedOnMissing';
  if (!draft.reason.trim()) found.reason = 'reasonMissing';
  return found;
}

export function factBody(draft: FactDraft) {
  return {
    procedure_code: draft.scope === 'one' ? draft.procedureCode : null,
    kind: draft.kind,
    text: draft.text,
    decision: draft.decision,
    decided_on: draft.decidedOn || null,
    effective_from: draft.effectiveFrom || null,
    reason: draft.reason,
  };
}

/** Which fact the draft is about, as the office has it; its version is 0 where nothing was ever recorded. */
export function versionFor(items: readonly OfficeFact[], code: string | null, kind: Kind): number {
  return items.find((item) => item.kind === kind && (item.procedure?.code ?? null) === code)?.version ?? 0;
}
