/** Ok / not ok marks of an officer on the papers, and the one request that names every fault at once. Pure. */
import type { Schemas } from '../api/client.ts';

export type Requirement = Schemas['ProcedureRequirement'];
type Paper = Schemas['Document'];

export interface Mark {
  good: boolean;
  why: string;
}

/** By requirement id. */
export type Marks = Readonly<Record<string, Mark>>;

export interface Checklist {
  /** What this dossier's case asks for, each with its files. */
  asked: { requirement: Requirement; files: Paper[] }[];
  /** Papers of other cases without files: nothing to look at. */
  ofOtherCases: Requirement[];
  remarks: Requirement[];
  /** Files whose paper the procedure no longer lists. */
  strayFiles: Paper[];
}

export function checklist(requirements: readonly Requirement[], documents: readonly Paper[], chosenCase: string | null | undefined): Checklist {
  const filesOf = (id: string) => documents.filter((document) => document.requirement_id === id);
  const papers = requirements.filter(({ kind }) => kind !== 'note');
  const belongs = ({ id, case: ofCase }: Requirement) => ofCase === null || ofCase === (chosenCase ?? null) || filesOf(id).length > 0;
  const known = new Set(papers.map(({ id }) => id));
  return {
    asked: papers.filter(belongs).map((requirement) => ({ requirement, files: filesOf(requirement.id) })),
    ofOtherCases: papers.filter((requirement) => !belongs(requirement)),
    remarks: requirements.filter(({ kind }) => kind === 'note'),
    strayFiles: documents.filter((document) => !known.has(document.requirement_id)),
  };
}

/** The papers marked as not ok, in the order of the checklist. */
export function faultyPapers(list: Checklist, marks: Marks): { requirement: Requirement; why: string; missing: boolean }[] {
  return list.asked.flatMap(({ requirement, files }) => {
    const mark = marks[requirement.id];
    return mark && !mark.good ? [{ requirement, why: mark.why.trim(), missing: files.length === 0 }] : [];
  });
}

/** One line per fault: '- Tên giấy tờ: cần sửa gì'. */
export function faultLines(faulty: ReturnType<typeof faultyPapers>, sayings: { missing: string; bad: string }): string[] {
  return faulty.map(({ requirement, why, missing }) => `- ${requirement.name.replace(/[\s.,;:]+$/, '')}: ${why || (missing ? sayings.missing : sayings.bad)}`);
}

export interface AskedAgain {
  at: string;
  reason: string | null;
}

/** When and why the newest request named this paper: files from before then were found wanting. Undefined: it did not. */
export function askedAgain(timeline: readonly Schemas['TimelineEntry'][], id: string): AskedAgain | undefined {
  const request = timeline.filter(({ action }) => action === 'request_supplement').at(-1);
  const paper = request?.requested_papers?.find(({ requirement_id }) => requirement_id === id);
  return request && paper && { at: request.at, reason: paper.reason };
}

export function isFromBefore(file: Pick<Paper, 'added_at'>, asked: AskedAgain | undefined): boolean {
  return asked !== undefined && Date.parse(file.added_at) < Date.parse(asked.at);
}

/** What the specialist's open proposal found wrong, for reception to ask for at once. */
export function proposedMarks({ supplement_proposed: isOpen, timeline }: { supplement_proposed: boolean; timeline: readonly Schemas['TimelineEntry'][] }): Marks {
  const proposal = isOpen && timeline.filter(({ action }) => action === 'propose_supplement').at(-1);
  const papers = (proposal && proposal.requested_papers) || [];
  return Object.fromEntries(papers.map(({ requirement_id, reason }) => [requirement_id, { good: false, why: reason ?? '' }]));
}
