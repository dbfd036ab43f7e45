/** The start with life events, and the results once somebody types. The box stays the same element. */
import { useEffect, useRef, useState } from 'preact/hooks';

import { LifeEvents } from '../lookup/HomePage.tsx';
import type { Question } from '../lookup/lookUp.ts';
import { LookUpContent } from '../lookup/LookUpContent.tsx';
import { Icon } from '../patterns/Icon.tsx';
import { Keyboard } from './Keyboard.tsx';
import { NO_QUESTION } from './screens.ts';
import { kioskWords } from './words.ts';

const TYPING_PAUSE_MS = 200;

interface SearchScreenProps {
  question: Question;
  onAsk: (question: Question) => void;
}

export function SearchScreen({ question, onAsk }: SearchScreenProps) {
  const { ask, askHint, clear } = kioskWords();
  const [text, setText] = useState(question.query);
  /** From the first touch of the box on. */
  const [keys, setKeys] = useState(false);
  const asked = useRef(question.query);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (question.query !== asked.current) setText((asked.current = question.query));
  }, [question.query]);
  useEffect(() => () => clearTimeout(pause.current), []);

  const type = (typed: string) => {
    setText(typed);
    clearTimeout(pause.current);
    pause.current = setTimeout(() => {
      asked.current = typed.trim();
      onAsk({ ...NO_QUESTION, query: asked.current });
    }, TYPING_PAUSE_MS);
  };
  const atStart = !question.query && !question.field && !question.level;
  return (
    <>
      <form role="search" class="search-box" onSubmit={(event) => event.preventDefault()}>
        <div class="search-line">
          <input
            class="input"
            type="search"
            autoComplete="off"
            maxLength={200}
            aria-label={ask}
            aria-describedby="kiosk-hint"
            value={text}
            onPointerDown={() => setKeys(true)}
            onInput={(event) => type(event.currentTarget.value)}
          />
          {text && (
            <button type="button" class="search-clear" aria-label={clear} onClick={() => type('')}>
              <Icon name="close" />
            </button>
          )}
        </div>
        <p class="hint" id="kiosk-hint">
          {askHint}
        </p>
      </form>
      <div class={keys ? 'kiosk-beside' : ''}>
        {keys && <Keyboard text={text} onType={type} onClose={() => setKeys(false)} />}
        <div class="stack">
          {atStart ? (
            <LifeEvents />
          ) : (
            <LookUpContent question={question} onAsk={onAsk} />
          )}
        </div>
      </div>
    </>
  );
}
