/** Finding a procedure with the keyboard alone: type, arrow down, Enter. */
import { useEffect, useRef, useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../../api/client.ts';
import { useResource } from '../../app/useResource.ts';
import { Field } from '../../patterns/forms.tsx';
import { ProblemNotice } from '../../patterns/notices.tsx';
import { catalogueLang, deskWords } from '../words/index.ts';

type Item = Schemas['ProcedureItem'];

const WAIT_MS = 200;
const SHOWN = 8;

interface ProcedurePickerProps {
  id?: string;
  onChoose: (code: string, item: Item) => void;
  error: string | undefined;
}

export function ProcedurePicker({ id = 'walkin-procedure', onChoose, error }: ProcedurePickerProps) {
  const [typed, setTyped] = useState('');
  const wanted = useSettled(typed.trim());
  const found = useResource(wanted ? `desk look-up ${wanted}` : null, () => ask(api.GET('/api/v1/procedures', { params: { query: { q: wanted, limit: SHOWN } } })), {
    keep: 'nothing',
  });
  const box = useRef<HTMLDivElement>(null);

  const keyDown = (event: KeyboardEvent) => {
    const options = [...(box.current?.querySelectorAll<HTMLElement>('input, .desk-found button') ?? [])];
    const at = options.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      options[Math.max(0, Math.min(options.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus();
    } else if (event.key === 'Enter' && at === 0) {
      event.preventDefault();
      options[1]?.focus();
    }
  };

  return (
    <div class="stack" ref={box} onKeyDown={keyDown}>
      <Field id={id} type="search" label={deskWords.findProcedure} hint={deskWords.findProcedureHint} maxLength={200} value={typed} onInput={setTyped} error={error} />
      {found.problem && <ProblemNotice problem={found.problem} onRetry={found.reload} busy={found.loading} />}
      <div role="status">{found.data?.items.length === 0 && <p>{deskWords.findProcedureNothing}</p>}</div>
      {found.data && (
        <ul class="rows desk-found">
          {found.data.items.map((item) => (
            <li key={item.code}>
              <Found item={item} onChoose={onChoose} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Found({ item, onChoose }: { item: Item; onChoose: (code: string, item: Item) => void }) {
  return (
    <button type="button" class="row" onClick={() => onChoose(item.code, item)}>
      <span class="row-words">
        <span class="row-title clamp" lang={catalogueLang()}>
          {item.name}
        </span>
        <span class="row-facts">
          {item.code} · <span lang={catalogueLang()}>{item.field}</span>
        </span>
      </span>
    </button>
  );
}

/** What is typed, once the typing pauses. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), WAIT_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
