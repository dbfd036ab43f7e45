/** On top of the desk: who works here, finding a dossier by its number, taking one at the counter, the keys. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';

import { api, ask } from '../api/client.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import { me } from '../app/session.ts';
import { Button, ButtonLink } from '../patterns/Button.tsx';
import { Notice, ProblemNotice } from '../patterns/notices.tsx';
import { useKeys } from './keys.ts';
import { words as posting } from './posting/words.ts';
import { deskWords } from './words/index.ts';

const SEARCH = 'desk-search';

export function DeskHead({ onHelp }: { onHelp?: (() => void) | undefined }) {
  useKeys({ search: () => document.getElementById(SEARCH)?.focus() });
  return (
    <div class="desk-head">
      <p class="desk-who">
        <strong>{me.value?.full_name}</strong>
        <span class="quiet">{me.value?.position}</span>
        {me.value?.agency_code && (
          <a class="touch" href={`/co-quan/${encodeURIComponent(me.value.agency_code)}`}>
            {deskWords.publicPage}
          </a>
        )}
      </p>
      <FindByNumber />
      <div class="buttons">
        {me.value?.role === 'reception' && (
          <ButtonLink kind="plain" href="/can-bo/nhan-tai-quay" icon="plus">
            {deskWords.walkIn}
          </ButtonLink>
        )}
        <ButtonLink kind="plain" href="/can-bo/niem-yet" icon="list">
          {posting.title}
        </ButtonLink>
        <ButtonLink kind="plain" href="/can-bo/tai-co-quan" icon="stamp">
          {deskWords.local.title}
        </ButtonLink>
        <ButtonLink kind="plain" href="/can-bo/thong-bao" icon="bell">
          {deskWords.notices.title}
        </ButtonLink>
        <ButtonLink kind="plain" href="/can-bo/so-theo-doi" icon="file">
          {deskWords.books.title}
        </ButtonLink>
        <span class="desk-help">
          <Button kind="plain" onClick={onHelp}>
            {deskWords.keys} <kbd>?</kbd>
          </Button>
        </span>
      </div>
    </div>
  );
}

function FindByNumber() {
  const { route } = useLocation();
  const [number, setNumber] = useState('');
  const [notFound, setNotFound] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);

  const find = async (event: Event) => {
    event.preventDefault();
    const wanted = number.trim();
    if (busy || !wanted) return;
    setBusy(true);
    setProblem(null);
    setNotFound('');
    try {
      const { items } = await ask(api.GET('/api/v1/desk/dossiers', { params: { query: { number: wanted } } }));
      if (items[0]) {
        setNumber('');
        route(`/can-bo/${items[0].id}`);
      } else setNotFound(deskWords.searchEmpty(wanted));
    } catch (thrown) {
      setProblem(asProblem(thrown));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form class="desk-find" role="search" onSubmit={find}>
      <label class="visually-hidden" for={SEARCH}>
        {deskWords.search}
      </label>
      <input
        id={SEARCH}
        class="input"
        type="search"
        autoComplete="off"
        maxLength={60}
        placeholder={deskWords.searchHint}
        value={number}
        onInput={(event) => setNumber(event.currentTarget.value)}
      />
      {notFound && (
        <Notice tone="soon" live>
          <p>{notFound}</p>
        </Notice>
      )}
      {problem && <ProblemNotice problem={problem} />}
    </form>
  );
}
