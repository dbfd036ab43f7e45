/** What each action of the desk needs from the officer, and how it is sent. Pure; the service decides (lifecycle.py). */
import type { Schemas } from '../api/client.ts';

export type ActionName = Schemas['Action']['action'];
export type ActionBody = Schemas['Action'];
export type Dossier = Schemas['DeskDossier'];
type TimelineEntry = Schemas['TimelineEntry'];

/** What an officer has typed. `text` is null until it is touched: then a proposed text stands in its place. */
export interface ActionDraft {
  text: string | null;
  dueOn: string;
  answerBy: string;
  officer: string;
  amount: string;
  collector: 'owner' | 'proxy';
}

export const EMPTY_DRAFT: ActionDraft = { text: null, dueOn: '', answerBy: '', officer: '', amount: '', collector: 'owner' };

export interface Needs {
  /** One text goes with an action: a reason it cannot do without, or a note. */
  text: 'reason' | 'note';
  textRequired: boolean;
  dueOn?: 'required' | 'optional';
  officer?: 'required';
  amount?: true;
  collector?: true;
  papers?: true;
  /** A last day for the papers, of which the citizen is reminded. */
  answerBy?: true;
}

const REASON: Needs = { text: 'reason', textRequired: true };
const NOTE: Needs = { text: 'note', textRequired: false };

const NEEDS: Partial<Record<ActionName, Needs>> = {
  decline: REASON,
  request_supplement: { ...REASON, papers: true, answerBy: true },
  propose_supplement: { ...REASON, papers: true },
  return_proposal: REASON,
  send_back: REASON,
  apologise: { ...REASON, dueOn: 'required' },
  record_withdrawal: REASON,
  stop: REASON,
  assign: { ...NOTE, officer: 'required' },
  forward: { ...NOTE, officer: 'required' },
  request_payment: { ...NOTE, amount: true },
  return_result: { ...NOTE, collector: true },
};

/** Reception may agree on a due date only where no limit is published, and then gives a reason instead of a note. */
export function needsOf(action: ActionName, { has_time_limit }: Pick<Dossier, 'has_time_limit'>): Needs {
  if (action === 'receive' && !has_time_limit) return { text: 'reason', textRequired: false, dueOn: 'optional' };
  return NEEDS[action] ?? NOTE;
}

/** Actions that take something from the citizen or end the dossier: drawn in red. */
export const GRAVE: readonly string[] = ['decline', 'record_withdrawal', 'stop', 'send_back'];

export type Fault = 'reasonMissing' | 'reasonForDateMissing' | 'dateMissing' | 'officerMissing' | 'amountMissing';
export type FieldName = 'text' | 'dueOn' | 'officer' | 'amount';

/** What is still wrong, by field. `text` is what stands in the field, typed or proposed. */
export function faultsOf(needs: Needs, draft: ActionDraft, text: string): Partial<Record<FieldName, Fault>> {
  const found: Partial<Record<FieldName, Fault>> = {};
  if (needs.dueOn === 'required' && !draft.dueOn) found.dueOn = 'dateMissing';
  if (needs.officer && !draft.officer) found.officer = 'officerMissing';
  if (needs.amount && amountOf(draft.amount) === null) found.amount = 'amountMissing';
  if (needs.textRequired && !text.trim()) found.text = 'reasonMissing';
  else if (needs.dueOn === 'optional' && draft.dueOn && !text.trim()) found.text = 'reasonForDateMissing';
  return found;
}

/** '8.000' or '8 000 đồng' → 8000; null when there is no such number. */
export function amountOf(typed: string): number | null {
  const digits = typed.replace(/[\s.,₫]|đồng|đ$/gi, '');
  return /^\d{1,12}$/.test(digits) ? Number(digits) : null;
}

export function bodyOf(action: ActionName, needs: Needs, draft: ActionDraft, text: string, papers: NonNullable<ActionBody['papers']>): ActionBody {
  const said = text.trim();
  const body: ActionBody = { action };
  if (said) body[needs.text] = said;
  if (needs.dueOn && draft.dueOn) body.due_on = draft.dueOn;
  if (needs.answerBy && draft.answerBy) body.answer_by = draft.answerBy;
  if (needs.officer && draft.officer) body.officer = draft.officer;
  if (needs.amount) body.amount_vnd = amountOf(draft.amount);
  if (needs.collector) body.collector = draft.collector;
  if (needs.papers && papers.length > 0) body.papers = papers;
  return body;
}

/** Steps that others made since the officer looked. The timeline only grows. */
export function stepsSince(seen: number, timeline: readonly TimelineEntry[]): TimelineEntry[] {
  return timeline.slice(seen);
}

/** Whether a refusal means that the dossier is no longer as it was on the screen. */
export function meansChanged({ status, code }: { status: number; code: string }): boolean {
  return status === 412 || (status === 409 && code !== 'handed_in_differently');
}

const STEP_AHEAD: readonly string[] = ['resolve', 'receive', 'accept_supplement', 'return_result', 'start', 'check', 'sign', 'stamp'];

/** What the dossier waits for from this role, if it is plain: the one main button. */
export function mainAction({ allowed_actions, status, signatures, withdrawal_requested }: Pick<Dossier, 'allowed_actions' | 'status' | 'signatures' | 'withdrawal_requested'>): string | null {
  if (withdrawal_requested && allowed_actions.includes('stop')) return 'stop';
  if (status === 6 && allowed_actions.includes('confirm_payment')) return 'confirm_payment';
  const ahead = STEP_AHEAD.find((name) => allowed_actions.includes(name) && (name !== 'check' || signatures.drafted));
  if (ahead) return ahead;
  return allowed_actions.includes('draft_result') && !signatures.drafted ? 'draft_result' : null;
}

/** The main one first, the others as the service lists them. */
export function inOrder(dossier: Parameters<typeof mainAction>[0]): string[] {
  const first = mainAction(dossier);
  return first === null ? dossier.allowed_actions : [first, ...dossier.allowed_actions.filter((name) => name !== first)];
}
