/** The look-up below its search box: how many, chips, results, and what to do when there is nothing. */
import { Button, ButtonLink } from '../patterns/Button.tsx';
import { Card, RowLink, Rows } from '../patterns/Card.tsx';
import { Empty, Notice, ProblemNotice, Skeleton } from '../patterns/notices.tsx';
import { keptOffice } from '../storage/myOffice.ts';
import { formatCount } from '../words/format.ts';
import { words } from '../words/index.ts';
import { FilterChips } from './FilterChips.tsx';
import { LifeEvents } from './HomePage.tsx';
import { highlight } from './folding.ts';
import type { Item, Question } from './lookUp.ts';
import { NearFields } from './NearFields.tsx';
import { feeFact, timeInShort } from './procedureFacts.ts';
import { feeWords, timeWords } from './procedureWords.ts';
import { contentLanguage } from './contentLanguage.ts';
import { useLookUp } from './useLookUp.ts';

interface Props {
  question: Question;
  onAsk: (question: Question) => void;
}

export default function LookUpContent({ question, onAsk }: Props) {
  const { answer, question: answered = question, problem, busy, retry, more } = useLookUp(question);
  const { found, fromPhone, notOnPhone, nationalOnly } = words.lookup;
  const count = answer && `${found(formatCount(answer.total))}${answer.fromPhone ? `, ${fromPhone}${keptOffice() ? nationalOnly : ''}` : ''}`;
  return (
    <>
      {answer && <FilterChips question={question} answer={answer} onAsk={onAsk} />}
      <p role="status" class={answer?.total ? 'quiet' : 'visually-hidden'}>
        {answer && (answer.total ? count : words.lookup.nothing)}
      </p>
      {problem && (
        <>
          <ProblemNotice problem={problem} onRetry={retry} busy={busy} />
          {problem.unanswered && (
            <Notice tone="waiting">
              <p>{notOnPhone}</p>
            </Notice>
          )}
        </>
      )}
      {!answer && busy && <Skeleton rows={5} />}
      {answer?.total === 0 && <NothingFound question={answered} onAsk={onAsk} />}
      {answer && answer.total > 0 && (
        <Card>
          <Rows>
            {answer.items.map((item) => (
              <li key={item.code}>
                <Result item={item} query={answered.query} />
              </li>
            ))}
          </Rows>
        </Card>
      )}
      {answer?.next && (
        <Button kind="plain" onClick={more} busy={busy}>
          {busy ? words.shell.loading : words.shell.more}
        </Button>
      )}
    </>
  );
}

function Result({ item, query }: { item: Item; query: string }) {
  const { handedInAt, online, nameOnly } = words.lookup;
  const { name, field, level, online_level: onlineLevel, has_detail: hasDetail } = item;
  const how = hasDetail ? onlineLevel && online[onlineLevel] : nameOnly;
  const title = highlight(name, query).map(({ text, matched }) => (matched ? <mark>{text}</mark> : text));
  return (
    <RowLink href={`/thu-tuc/${encodeURIComponent(item.code)}`} title={<span lang={contentLanguage()}>{title}</span>}>
      <span lang={contentLanguage()}>{field}</span>
      <br />
      {level && handedInAt[level]}
      {how}
      {item.facts && <ShortFacts facts={item.facts} />}
    </RowLink>
  );
}

/** On the phone without a network only the names are known. */
function ShortFacts({ facts: { spans, deadline_text: printed, fee_kind: kind, amounts } }: { facts: NonNullable<Item['facts']> }) {
  const { time, fee } = words.lookup;
  return (
    <>
      <br />
      <span class="short-fact">
        {time}: <b>{timeWords(timeInShort(spans, printed))}</b>
      </span>{' '}
      <span class="short-fact">
        {fee}: <b>{feeWords(feeFact(kind, amounts))}</b>
      </span>
    </>
  );
}

function NothingFound({ question, onAsk }: Props) {
  const { query, field, level } = question;
  const { nothing, understood, nothingFiltered, inFilter, levels, withoutFilters, hotline } = words.lookup;
  const filters = [level && levels[level].toLowerCase(), field].filter(Boolean).map(inFilter).join('');
  return (
    <>
      <Empty icon="search" title={nothing}>
        <p>{query ? understood(query, filters) : nothingFiltered(filters)}</p>
        {filters && <Button onClick={() => onAsk({ query, field: '', level: '' })}>{withoutFilters}</Button>}
      </Empty>
      <NearFields query={query} onChoose={(chosen) => onAsk({ query: '', field: chosen, level: '' })} />
      <ButtonLink kind="plain" href="tel:18001096" icon="phone">
        {hotline}
      </ButtonLink>
      <LifeEvents />
    </>
  );
}
