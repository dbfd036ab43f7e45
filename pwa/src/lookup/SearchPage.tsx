/**
 * Home and look-up: one page with one search box.
 *
 * The box stays the same element when somebody begins to type on the home page, so that the keyboard, the focus and a
 * half-typed Vietnamese letter ('dd' on its way to 'đ') survive the change of address.
 */
import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';

import { Button } from '../patterns/Button.tsx';
import { Icon } from '../patterns/Icon.tsx';
import { Page } from '../patterns/Page.tsx';
import { keptPlace } from '../storage/myOffice.ts';
import { rememberLookedUp } from '../storage/recentLookUps.ts';
import { words } from '../words/index.ts';
import { canonicalCode, codesIn } from './codes.ts';
import { finished } from './finished.ts';
import { HomeContent } from './HomePage.tsx';
import { makeReady, useCatalogueKept } from './keepCatalogue.ts';
import { rememberLookUp } from './lastLookUp.ts';
import './lookup.css';
import type { Question } from './lookUp.ts';
import { LookUpContent } from './LookUpContent.tsx';
import { addressOf, questionIn } from './searchAddress.ts';

/** Between two keys. Safari also refuses more than a hundred changes of address in half a minute. */
const TYPING_PAUSE_MS = 150;

interface SearchPageProps {
  path: string;
  query: Record<string, string>;
}

/** Its address comes from the router, since the location is already that of the next page while that one loads. */
export function SearchPage({ path, query: address }: SearchPageProps) {
  const { route } = useLocation();
  const atHome = path === '/';
  const question = questionIn(atHome ? {} : address);
  const [text, setText] = useTypedText(question, (asked) => route(addressOf(asked), !atHome));
  useCatalogueKept();
  useFocusOnHeading(path);
  useArrowKeys();
  useEffect(() => {
    if (!atHome) rememberLookUp(addressOf(question));
  });

  const submit = (event: Event) => {
    event.preventDefault();
    const [digits] = codesIn(text);
    const isCode = digits !== undefined && !/[^\d\s.,_–-]/.test(text);
    if (!isCode) {
      rememberLookedUp(text);
      finished.value = text.trim();
    }
    route(isCode ? `/thu-tuc/${canonicalCode(digits)}` : addressOf({ ...question, query: text }), !atHome && !isCode);
    (document.activeElement as HTMLElement | null)?.blur(); // the keyboard goes, the results are seen
  };
  return (
    <Page title={atHome ? words.lookup.ask : words.lookup.title}>
      <SearchBox text={text} onInput={setText} onSubmit={submit} label={words.lookup.ask} />
      <OfficeLine />
      {atHome ? <HomeContent /> : <LookUpContent question={question} onAsk={(asked) => route(addressOf(asked), true)} />}
    </Page>
  );
}

/** Where this phone's paperwork is done: its province's own procedures are looked up too. */
function OfficeLine() {
  return (
    <a class="touch hint office-line" href="/noi-lam-thu-tuc">
      {keptPlace()?.name ?? words.lookup.chooseOffice}
    </a>
  );
}

/** What stands in the box; the address follows after a pause, and leads when somebody goes back or follows a link. */
function useTypedText(question: Question, onPause: (question: Question) => void): [string, (text: string) => void] {
  const [text, setText] = useState(question.query);
  const written = useRef(question.query);
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pause = useRef(onPause);
  pause.current = onPause;
  useEffect(() => {
    if (question.query === written.current) return;
    clearTimeout(typing.current);
    written.current = question.query;
    setText(question.query);
  }, [question.query]);
  useEffect(() => () => clearTimeout(typing.current), []);

  const onInput = (typed: string) => {
    setText(typed);
    clearTimeout(typing.current);
    if (typed.trim() === written.current) return;
    typing.current = setTimeout(() => {
      written.current = typed.trim();
      pause.current({ ...question, query: typed });
    }, TYPING_PAUSE_MS);
  };
  return [text, onInput];
}

/** A new heading is read out, except to somebody who is typing. */
function useFocusOnHeading(path: string): void {
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    if (document.activeElement?.tagName !== 'INPUT') document.querySelector('h1')?.focus({ preventScroll: true });
  }, [path]);
}

/** From the box to the results and back, as in a list of suggestions. */
function useArrowKeys(): void {
  useEffect(() => {
    const move = (event: KeyboardEvent) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const places = [...document.querySelectorAll<HTMLElement>('.search-line input, .rows a')];
      const here = places.indexOf(document.activeElement as HTMLElement);
      const next = step && here >= 0 && places[here + step];
      if (!next || event.isComposing) return;
      event.preventDefault();
      next.focus();
    };
    addEventListener('keydown', move);
    return () => removeEventListener('keydown', move);
  }, []);
}

interface SearchBoxProps {
  text: string;
  label: string;
  onInput: (text: string) => void;
  onSubmit: (event: Event) => void;
}

function SearchBox({ text, label, onInput, onSubmit }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const clear = () => {
    onInput('');
    input.current?.focus();
  };
  return (
    <form role="search" class="search-box" onSubmit={onSubmit}>
      <div class="search-line">
        <input
          ref={input}
          class="input"
          type="search"
          name="q"
          enterkeyhint="search"
          autoComplete="off"
          maxLength={200}
          aria-label={label}
          aria-describedby="search-hint"
          value={text}
          onFocus={makeReady}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
        {text && (
          <button type="button" class="search-clear" aria-label={words.lookup.clear} onClick={clear}>
            <Icon name="close" />
          </button>
        )}
        <Button type="submit" icon="search">
          {words.lookup.search}
        </Button>
      </div>
      <p class="hint" id="search-hint">
        {words.lookup.askHint}
      </p>
    </form>
  );
}
