/** One question, three faces (or yes and no), each as large as a thumb; a tap goes on by itself. */
import { Button } from '../patterns/Button.tsx';
import { Icon, type IconName } from '../patterns/Icon.tsx';
import { words } from './words.ts';
import { CardHeading } from './CardHeading.tsx';
import { LEVELS, QUESTIONS, type Answers, type Level, type Question } from './questions.ts';

interface Choice {
  value: Level | boolean;
  label: string;
  icon?: IconName;
}

const faces: Record<Level, IconName> = { very_satisfied: 'delighted', satisfied: 'happy', unsatisfied: 'unhappy' };

function choicesOf(question: Question): Choice[] {
  const { ratings } = words;
  if (question === 'extra_money') {
    return [
      { value: false, label: ratings.no },
      { value: true, label: ratings.yes },
    ];
  }
  return LEVELS.map((value) => ({ value, label: ratings.levels[value], icon: faces[value] }));
}

interface QuestionCardProps {
  question: Question;
  answers: Answers;
  onAnswer: (value: Level | boolean | null) => void;
}

export function QuestionCard({ question, answers, onAnswer }: QuestionCardProps) {
  const { ratings, shell } = words;
  const isFirst = question === 'overall';
  return (
    <section class="card stack question">
      <CardHeading
        key={question}
        above={ratings.step(QUESTIONS.indexOf(question) + 1, QUESTIONS.length)}
        takeFocus={!isFirst || answers.overall !== undefined}
      >
        {ratings.questions[question]}
      </CardHeading>
      <div class="faces">
        {choicesOf(question).map(({ value, label, icon }) => (
          <button key={label} type="button" class="face" aria-pressed={answers[question] === value} onClick={() => onAnswer(value)}>
            {icon && <Icon name={icon} large />}
            {label}
          </button>
        ))}
      </div>
      {!isFirst && (
        <div class="question-ways">
          <Button kind="quiet" icon="back" onClick={() => history.back()}>
            {shell.back}
          </Button>
          <Button kind="quiet" onClick={() => onAnswer(null)}>
            {ratings.skip}
          </Button>
        </div>
      )}
    </section>
  );
}
