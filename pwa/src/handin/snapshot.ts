/** A fresh draft from what the service has published. Pure but for its new id and the office chosen last. */
import type { Schemas } from '../api/client.ts';
import { canBeHandedIn, isWalkIn } from '../lookup/procedureFacts.ts';
import { keptOffice, type Office } from '../storage/myOffice.ts';
import type { Draft, ProcedureSnapshot } from './draft.ts';
import { stepsOf } from './steps.ts';

type Published = Schemas['Procedure'];

export function snapshotOf(published: Published): ProcedureSnapshot {
  const { code, name, cases, requirements, time_limits: limits, fee_kind: feeKind, fees } = published;
  return {
    code,
    name,
    cases,
    papers: requirements.map(({ id, name, case: ofCase, kind, conditional, original, copy }) => ({
      id,
      name,
      case: ofCase,
      kind,
      conditional,
      original,
      copy,
    })),
    limits: limits.map(({ channel, case: ofCase, quantity, unit }) => ({ channel, case: ofCase, quantity: quantity as number | null, unit })),
    feeKind,
    fees: fees.map(({ type, text }) => [type, text].filter(Boolean).join(': ')),
    province: published.scope === 'province' ? published.province_code : null,
  };
}

/** Why nothing of it can be prepared here, as the word for it; undefined when it can. */
export function whyNotHere(published: Published): 'notListed' | 'atCounter' | 'noDetail' | undefined {
  if (canBeHandedIn(published)) return undefined;
  if (!published.listed) return 'notListed';
  return isWalkIn(published) ? 'atCounter' : 'noDetail';
}

/** A province's own procedure is handed in there. */
function mayTake({ province }: Office, procedure: ProcedureSnapshot): boolean {
  return procedure.province === null || procedure.province === province;
}

export function draftOf(procedure: ProcedureSnapshot, facts: Partial<Draft>): Draft {
  const id = crypto.randomUUID();
  const draft: Draft = {
    id,
    kind: 'dossier',
    dossierId: id,
    procedure,
    request: '',
    case: null,
    forOther: false,
    applicant: { full_name: '', phone: '', identity_number: '' },
    office: [keptOffice(), keptOffice('lastOffice')].find((office) => office && mayTake(office, procedure)) ?? null,
    note: '',
    skipped: [],
    files: [],
    step: '',
    state: 'editing',
    trouble: null,
    owner: null,
    attempted: false,
    submissionNumber: null,
    createdAt: Date.now(),
    triedAt: 0,
    ...facts,
  };
  return { ...draft, step: stepsOf(draft)[0]! };
}
