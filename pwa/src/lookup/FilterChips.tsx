/** One line of chips that narrow a look-up: where papers are handed in, and the fields that the first results belong to. */
import { useRef } from 'preact/hooks';

import { words } from '../words/index.ts';
import type { Answer, Question } from './lookUp.ts';
import { contentLanguage } from './contentLanguage.ts';
import { LEVELS } from './searchAddress.ts';

const MOST_FIELDS = 6;

interface Props {
  question: Question;
  answer: Answer;
  onAsk: (question: Question) => void;
}

export function FilterChips({ question, answer, onAsk }: Props) {
  const { narrow, levels } = words.lookup;
  const { field, level } = question;
  // Narrowed to one field there is only that one left: the others stay as they were before.
  const before = useRef<string[]>([]);
  if (!field) before.current = topFields(answer);
  // What is chosen stands first, where it is seen.
  const inOrder = <T,>(all: readonly T[], chosen: T | '') => (chosen ? [chosen, ...all.filter((each) => each !== chosen)] : all);
  return (
    <div class="chips chip-line" role="group" aria-label={narrow}>
      {field && <Chip label={field} on inVietnamese onTap={() => onAsk({ ...question, field: '' })} />}
      {inOrder(LEVELS, level).map((each) => (
        <Chip key={each} label={levels[each]} on={each === level} onTap={(on) => onAsk({ ...question, level: on ? each : '' })} />
      ))}
      {before.current.map(
        (each) => each !== field && <Chip key={each} label={each} inVietnamese onTap={() => onAsk({ ...question, field: each })} />,
      )}
    </div>
  );
}

interface ChipProps {
  label: string;
  on?: boolean;
  inVietnamese?: boolean;
  onTap: (on: boolean) => void;
}

function Chip({ label, on = false, inVietnamese = false, onTap }: ChipProps) {
  return (
    <button type="button" class="chip" aria-pressed={on} lang={inVietnamese ? contentLanguage() : undefined} onClick={() => onTap(!on)}>
      {label}
    </button>
  );
}

function topFields({ items }: Answer): string[] {
  const counts = new Map<string, number>();
  for (const { field } of items) if (field) counts.set(field, (counts.get(field) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).slice(0, MOST_FIELDS).map(([field]) => field);
}
