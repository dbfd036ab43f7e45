/** Nothing found: what was understood, the nearest fields, whom to ask. */
import { useEffect, useState } from 'preact/hooks';

import { Button, ButtonLink } from '../../patterns/Button.tsx';
import { Empty, Notice } from '../../patterns/notices.tsx';
import { contentLanguage } from '../contentLanguage.ts';
import { fold } from '../folding.ts';
import { LifeEvents } from '../HomePage.tsx';
import type { Answer, Question } from '../lookUp.ts';
import { loadFields } from './load.ts';
import { nearest } from './nearest.ts';
import { tellMiss } from './tellMiss.ts';
import { words } from './words.ts';

interface Props {
  question: Question;
  answer: Answer;
  onAsk: (question: Question) => void;
}

export function NothingFound({ question, answer, onAsk }: Props) {
  const { query, field, level } = question;
  const { browse, lookup } = words;
  const filters = [level && lookup.levels[level].toLowerCase(), field].filter(Boolean).map(browse.inFilter).join('');
  // Whoever goes another way has finished typing.
  const given = (event: MouseEvent) => {
    if ((event.target as Element).closest('a, button')) tellMiss(query, answer);
  };
  return (
    <div class="stack" onClickCapture={given}>
      <Empty icon="search" title={browse.nothing}>
        {query ? <Understood query={query} filters={filters} answer={answer} /> : <p>{browse.nothingFiltered(filters)}</p>}
        {filters && <Button onClick={() => onAsk({ query, field: '', level: '' })}>{browse.withoutFilters}</Button>}
      </Empty>
      <NearFields query={query} onChoose={(chosen) => onAsk({ query: '', field: chosen, level: '' })} />
      <ButtonLink kind="plain" href="tel:18001096" icon="phone">
        {lookup.hotline}
      </ButtonLink>
      <LifeEvents />
    </div>
  );
}

function Understood({ query, filters, answer: { understood } }: { query: string; filters: string; answer: Answer }) {
  const { browse } = words;
  const readAs = understood && understood.words !== fold(query) ? understood.words : '';
  return (
    <>
      <p>
        {browse.asked(query, filters)} {readAs && browse.readAs(readAs)} {notUnderstood(query, understood)}
      </p>
      <p>{browse.tryOther}</p>
    </>
  );
}

/** Above results that answer a part of the query only. */
export function PartlyUnderstood({ query, answer: { understood } }: { query: string; answer: Answer }) {
  return (
    <Notice tone="waiting">
      <p>
        {notUnderstood(query, understood)} {words.browse.resultsOfOthers}
      </p>
    </Notice>
  );
}

function notUnderstood(query: string, understood: Answer['understood']): string {
  const unknown = (understood?.unknown_words ?? []).map((word) => words.browse.quoted(asTyped(word, query)));
  return unknown.length > 0 ? words.browse.notUnderstood(unknown.join(', ')) : '';
}

/** The word with the marks that it was typed with. */
function asTyped(word: string, query: string): string {
  return query.split(/\s+/).find((typed) => fold(typed) === word) ?? word;
}

/** Fields whose names look like what was typed, letter by letter. */
function NearFields({ query, onChoose }: { query: string; onChoose: (field: string) => void }) {
  const { browse } = words;
  const [near, setNear] = useState<string[]>([]);
  useEffect(() => {
    let wanted = true;
    const show = (names: string[]) => wanted && setNear(nearest(query, names));
    loadFields('').then((fields) => show(fields.map(({ field }) => field)), () => show([]));
    return () => {
      wanted = false;
    };
  }, [query]);
  if (near.length === 0) return null;
  return (
    <section class="stack">
      <h2>{browse.nearFields}</h2>
      <div class="chips" lang={contentLanguage()}>
        {near.map((field) => (
          <button key={field} type="button" class="chip" onClick={() => onChoose(field)}>
            {field}
          </button>
        ))}
      </div>
    </section>
  );
}
