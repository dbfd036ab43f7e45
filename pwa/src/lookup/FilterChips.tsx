/** Chips that narrow a look-up: where papers are handed in, and the fields that the first results belong to. */
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
  const { byLevel, byField, levels } = words.lookup;
  const { field, level } = question;
  // Narrowed to one field there is only that one left: the others stay as they were before.
  const before = useRef<string[]>([]);
  if (!field) before.current = topFields(answer);
  const fields = field && !before.current.includes(field) ? [field, ...before.current] : before.current;
  const kinds = new Set(answer.items.map((item) => item.level));
  return (
    <>
      {(level || kinds.size > 1 || answer.next) && (
        <div class="chips chip-line" role="group" aria-label={byLevel}>
          {LEVELS.map((each) => (
            <Chip key={each} label={levels[each]} on={each === level} onTap={(on) => onAsk({ ...question, level: on ? each : '' })} />
          ))}
        </div>
      )}
      {(field || fields.length > 1) && (
        <div class="chips chip-line" role="group" aria-label={byField} lang={contentLanguage()}>
          {fields.map((each) => (
            <Chip key={each} label={each} on={each === field} onTap={(on) => onAsk({ ...question, field: on ? each : '' })} />
          ))}
        </div>
      )}
    </>
  );
}

function Chip({ label, on, onTap }: { label: string; on: boolean; onTap: (on: boolean) => void }) {
  return (
    <button type="button" class="chip" aria-pressed={on} onClick={() => onTap(!on)}>
      {label}
    </button>
  );
}

function topFields({ items }: Answer): string[] {
  const counts = new Map<string, number>();
  for (const { field } of items) if (field) counts.set(field, (counts.get(field) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).slice(0, MOST_FIELDS).map(([field]) => field);
}
