/** The register of dossiers (form 07): a book for each year, to count, to print, and to close when the year is over. */
import { useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../../api/client.ts';
import { useResource } from '../../app/useResource.ts';
import { Button, ButtonLink } from '../../patterns/Button.tsx';
import { Card, Folded } from '../../patterns/Card.tsx';
import { Select } from '../../patterns/forms.tsx';
import { Empty, Loaded, Notice, ProblemNotice } from '../../patterns/notices.tsx';
import { Page } from '../../patterns/Page.tsx';
import { dayInVietnam } from '../../rules/day.ts';
import { formatCount, formatTime } from '../../words/format.ts';
import { useSubmit } from '../useSubmit.ts';
import { deskWords } from '../words/index.ts';

type Book = Schemas['Book'];
const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1));

export function BooksPage() {
  const { books } = deskWords;
  const list = useResource('desk register', () => ask(api.GET('/api/v1/desk/register')), { keep: 'nothing' });
  return (
    <Page title={books.title} back="/can-bo" backLabel={deskWords.goToQueues}>
      <p>{books.intro}</p>
      <Loaded resource={list}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="list" title={books.empty} />
          ) : (
            <div class="stack">
              {items.map((book) => (
                <OneBook key={book.year} book={book} reload={list.reload} />
              ))}
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

function OneBook({ book, reload }: { book: Book; reload: () => Promise<void> }) {
  const { books } = deskWords;
  const today = dayInVietnam();
  const [month, setMonth] = useState(today.startsWith(`${book.year}-`) ? String(Number(today.slice(5, 7))) : '12');
  const address = `/api/v1/desk/register/${book.year}`;
  return (
    <Card title={books.year(book.year)}>
      <div class="stack">
        <p>{books.entries(formatCount(book.entries))}</p>
        {book.closed_at ? <p>{books.closed(formatTime(book.closed_at), book.closed_by ?? '')}</p> : <p class="quiet">{books.open}</p>}
        {book.still_whole === false && (
          <Notice tone="fault">
            <p>{books.broken}</p>
          </Notice>
        )}
        <ButtonLink kind="plain" icon="download" href={`${address}.xlsx`} newTab>
          {books.xlsx}
        </ButtonLink>
        <Select id={`month-${book.year}`} label={books.month} value={month} onChange={setMonth}>
          {MONTHS.map((number) => (
            <option key={number} value={number}>
              {books.monthName(number)}
            </option>
          ))}
        </Select>
        <ButtonLink kind="plain" icon="file" href={`${address}/${month}.pdf`} newTab>
          {books.pdf}
        </ButtonLink>
        {book.may_close && <Closing year={book.year} reload={reload} />}
      </div>
    </Card>
  );
}

function Closing({ year, reload }: { year: number; reload: () => Promise<void> }) {
  const { books } = deskWords;
  const { busy, problem, submit } = useSubmit({
    ready: true,
    send: async () => {
      await ask(api.POST('/api/v1/desk/register/{year}/closing', { params: { path: { year } } }));
      await reload();
    },
  });
  return (
    <Folded title={books.close(year)}>
      <form class="stack" onSubmit={submit}>
        <p>{books.closeMeans}</p>
        {problem && <ProblemNotice problem={problem} />}
        <Button type="submit" kind="danger" busy={busy}>
          {books.close(year)}
        </Button>
      </form>
    </Folded>
  );
}
