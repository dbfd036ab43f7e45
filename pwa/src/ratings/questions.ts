/** The order of the cards, what goes to the service, and when a reason is needed. Pure. */
import type { Schemas } from '../api/client.ts';

export type Level = Schemas['Answers']['overall'];
export type Stage = Schemas['OwnerAnswers']['stage'];

export const LEVELS: readonly Level[] = ['very_satisfied', 'satisfied', 'unsatisfied'];
export const STAGES: readonly string[] = ['reception', 'supplement', 'refusal', 'result'] satisfies Stage[];
export const QUESTIONS = ['overall', 'time', 'attitude', 'guidance', 'information', 'extra_money'] as const;
export const REASONS = ['slow', 'attitude', 'unclear', 'more_papers', 'many_trips'] as const;

export type Question = (typeof QUESTIONS)[number];
export type LevelQuestion = Exclude<Question, 'extra_money'>;
export type Reason = (typeof REASONS)[number];
export type Step = Question | 'send';

/** null: skipped; absent: not reached yet. */
export type Answers = Partial<Record<LevelQuestion, Level | null> & Record<'extra_money', boolean | null>>;

export interface Why {
  chips: readonly Reason[];
  words: string;
}

/** The card of an address. Without the one required answer it is always the first. */
export function stepAt(asked: string | undefined, answers: Answers): Step {
  if (!answers.overall) return 'overall';
  return QUESTIONS.find((question) => question === asked) ?? (asked === 'send' ? 'send' : 'overall');
}

/** The next card that has no answer: whoever came back to change one is not led through all the others again. */
export function stepAfter(question: Question, answers: Answers): Step {
  return QUESTIONS.slice(QUESTIONS.indexOf(question) + 1).find((later) => answers[later] === undefined) ?? 'send';
}

export function needsReason(answers: Answers): boolean {
  return answers.overall === 'unsatisfied';
}

/** The chips' codes, then own words: 'slow, attitude: phải chờ hai buổi'. */
export function reasonOf({ chips, words }: Why): string {
  const codes = REASONS.filter((reason) => chips.includes(reason)).join(', ');
  return [codes, words.trim()].filter(Boolean).join(': ');
}

export function bodyOf(stage: Stage, answers: Answers, why: Why): Schemas['OwnerAnswers'] {
  return {
    ...answers,
    stage,
    overall: answers.overall!,
    reason: needsReason(answers) ? reasonOf(why) : null,
  };
}
