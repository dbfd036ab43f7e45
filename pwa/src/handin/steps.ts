/** The steps of a draft, one thing each, and what is still missing. Pure. */
import { isIdentityNumber } from '../rules/identityNumber.ts';
import { isPhone } from '../rules/phone.ts';
import { limitFor } from '../rules/timeLimit.ts';
import type { Draft, Paper, ProcedureSnapshot, TimeLimit } from './draft.ts';

export const CASE = 'truong-hop';
export const APPLICANT = 'nguoi-nop';
export const OFFICE = 'co-quan';
export const REVIEW = 'xem-lai';
export const SENDING = 'gui';
const PAPER = /^giay-to-(\d+)$/;
export const paperStep = (index: number) => `giay-to-${index + 1}`;

/** No case chosen means that any may apply: then every paper is asked. */
function ofCase({ procedure, case: chosen }: Draft): Paper[] {
  return procedure.papers.filter((paper) => chosen === null || paper.case === null || paper.case === chosen);
}

/** What is handed in of these. Where only papers to show are listed, one of those has to be sent. */
function toSend(papers: readonly Paper[]): Paper[] {
  const submitted = papers.filter(({ kind }) => kind === 'submit');
  return submitted.length > 0 ? submitted : papers.filter(({ kind }) => kind === 'present');
}

/** A paper that the office asked for, also one that is published no more. */
function publishedAs({ procedure }: Draft, { paperId: id, name }: { paperId: string; name: string }): Paper {
  return procedure.papers.find((paper) => paper.id === id) ?? { id, name, case: null, kind: 'submit', conditional: false, original: null, copy: null };
}

/** Papers with a page of their own; those of every case for a case that names none ('handed in online'). */
export function askedPapers(draft: Draft): Paper[] {
  if (draft.asked && draft.asked.length > 0) return draft.asked.map((one) => publishedAs(draft, one));
  const own = toSend(ofCase(draft));
  const asked = own.length > 0 ? own : toSend(draft.procedure.papers);
  // A file for a paper of another case (chosen before) must stay in sight.
  const others = draft.procedure.papers.filter(({ id }) => draft.files.some(({ paperId }) => paperId === id));
  return inOrderOfChecklist([...new Set([...asked, ...others])]);
}

/** As on the procedure page: of every case first, and what everybody needs before what only some do. */
function inOrderOfChecklist(papers: Paper[]): Paper[] {
  return papers.sort((one, other) => Number(one.case !== null) - Number(other.case !== null) || Number(one.conditional) - Number(other.conditional));
}

/** Papers and remarks that are only told. */
export function toldPapers(draft: Draft): Paper[] {
  if (draft.asked && draft.asked.length > 0) return [];
  const asked = askedPapers(draft);
  return ofCase(draft).filter((paper) => paper.kind !== 'submit' && !asked.includes(paper));
}

export function stepsOf(draft: Draft): string[] {
  const papers = askedPapers(draft).map((_, index) => paperStep(index));
  if (draft.kind === 'supplement') return [REVIEW, ...papers];
  return [...(draft.procedure.cases.length > 0 ? [CASE] : []), APPLICANT, OFFICE, ...papers, REVIEW];
}

export function paperOfStep(draft: Draft, step: string): { paper: Paper; at: number; of: number } | undefined {
  const papers = askedPapers(draft);
  const at = Number(PAPER.exec(step)?.[1]);
  const paper = papers[at - 1];
  return paper && { paper, at, of: papers.length };
}

/** All papers together are one step of the bar. */
export function progressOf(draft: Draft, step: string): { at: number; of: number } {
  const steps = [...new Set(stepsOf(draft).map((one) => one.replace(PAPER, 'giay-to')))];
  return { at: steps.indexOf(step.replace(PAPER, 'giay-to')) + 1, of: steps.length };
}

export function stepAfter(draft: Draft, step: string): string {
  const steps = stepsOf(draft);
  return steps[steps.indexOf(step) + 1] ?? REVIEW;
}

/** A supplement's papers all lead back to its list. */
export function stepBefore(draft: Draft, step: string): string | undefined {
  if (draft.kind === 'supplement') return step === REVIEW ? undefined : REVIEW;
  const steps = stepsOf(draft);
  return steps[steps.indexOf(step) - 1];
}

export const filesOf = (draft: Draft, paper: Paper) => draft.files.filter(({ paperId }) => paperId === paper.id);

export function missingPapers(draft: Draft): Paper[] {
  return askedPapers(draft).filter((paper) => !paper.conditional && filesOf(draft, paper).length === 0);
}

/** The page where something has to be filled in before the service would take it; undefined when nothing. */
export function firstGap(draft: Draft): string | undefined {
  if (draft.kind === 'dossier') {
    if (Object.keys(applicantFaults(draft.applicant)).length > 0) return APPLICANT;
    if (!draft.office) return OFFICE;
  }
  return draft.files.length === 0 ? paperStep(0) : undefined;
}

export type ApplicantFault = 'fullNameMissing' | 'fullNameLong' | 'phoneWrong' | 'identityWrong';

/** What the service would refuse. */
export function applicantFaults({ full_name, phone, identity_number }: Draft['applicant']): Record<string, ApplicantFault> {
  const faults: Record<string, ApplicantFault> = {};
  const name = full_name.trim();
  if (!name || name.length > 200) faults.full_name = name ? 'fullNameLong' : 'fullNameMissing';
  if (!isPhone(phone)) faults.phone = 'phoneWrong';
  if (identity_number.trim() && !isIdentityNumber(identity_number)) faults.identity_number = 'identityWrong';
  return faults;
}

/** The limit for handing in online: the case's own, else the one for every case. */
export function timeLimitOf({ limits }: ProcedureSnapshot, chosen: string | null): TimeLimit | undefined {
  return limitFor(limits, 'online', chosen);
}

/** Where to go on with a draft. */
export function hrefOf(draft: Draft): string {
  return `/chuan-bi/${draft.id}/${draft.state === 'editing' ? draft.step : SENDING}`;
}
