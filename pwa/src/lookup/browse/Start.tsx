/** Below an empty search box: what was looked up on this phone last, and the ways to browse. */
import { useState } from 'preact/hooks';

import { Button } from '../../patterns/Button.tsx';
import { Card, RowLink, Rows } from '../../patterns/Card.tsx';
import { forgetLookedUp, recentLookUps } from '../../storage/recentLookUps.ts';
import { LifeEvents } from '../HomePage.tsx';
import { addressOf } from '../searchAddress.ts';
import { words } from './words.ts';

export function Start() {
  return (
    <>
      <Recent />
      <LifeEvents />
    </>
  );
}

function Recent() {
  const { browse } = words;
  const [queries, setQueries] = useState(recentLookUps);
  if (queries.length === 0) return null;
  const erase = () => {
    forgetLookedUp();
    setQueries([]);
    document.querySelector<HTMLElement>('.search-line input')?.focus(); // the button is gone
  };
  return (
    <section class="stack">
      <div class="heading-line">
        <h2>{browse.recent}</h2>
        <Button kind="quiet" icon="trash" onClick={erase}>
          {browse.eraseRecent}
        </Button>
      </div>
      <Card>
        <Rows>
          {queries.map((query) => (
            <li key={query}>
              <RowLink href={addressOf({ query, field: '', level: '' })} icon="clock" title={query} />
            </li>
          ))}
        </Rows>
      </Card>
      <p class="hint">{browse.recentKept}</p>
    </section>
  );
}
