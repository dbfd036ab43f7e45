/** A procedure in a list: its name, its field, where it is handed in, how long it takes and what it costs. */
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

import { RowLink } from '../patterns/Card.tsx';
import { words } from '../words/index.ts';
import { contentLanguage } from './contentLanguage.ts';
import type { Item } from './lookUp.ts';
import { feeFact, timeInShort } from './procedureFacts.ts';
import { factLanguage, feeWords, timeWords } from './procedureWords.ts';

interface Props {
  item: Item;
  title: ComponentChildren;
  /** In the place of the field. */
  below?: ComponentChildren;
  /** The phone's answer stands here until the service's: the rows below must not move when time and fee come. */
  factsToCome?: boolean;
}

export function Result({ item, title, below, factsToCome = false }: Props) {
  const { handedInAt, online, nameOnly } = words.lookup;
  const { field, level, online_level: onlineLevel, has_detail: hasDetail, facts } = item;
  const keepPlace = useRef(false);
  if (factsToCome && !facts) keepPlace.current = true;
  const how = hasDetail ? onlineLevel && online[onlineLevel] : nameOnly;
  return (
    <RowLink href={`/thu-tuc/${encodeURIComponent(item.code)}`} title={<span lang={contentLanguage()}>{title}</span>}>
      <span class="result-below clamp" lang={contentLanguage()}>
        {below ?? field}
      </span>
      {level && handedInAt[level]}
      {how}
      {hasDetail && (facts || factsToCome) && <ShortFacts facts={facts} keepPlace={keepPlace.current} />}
    </RowLink>
  );
}

/** On the phone without a network only the names are known. */
function ShortFacts({ facts, keepPlace }: { facts: Item['facts']; keepPlace: boolean }) {
  const { time, fee } = words.lookup;
  const limit = facts && timeInShort(facts.spans, facts.deadline_text);
  const price = facts && feeFact(facts.fee_kind, facts.amounts);
  return (
    <span class={keepPlace ? 'short-facts keep-place' : 'short-facts'}>
      <span class="short-fact">
        {time}: <b lang={factLanguage(limit)}>{limit ? timeWords(limit) : '…'}</b>
      </span>{' '}
      <span class="short-fact">
        {fee}: <b lang={factLanguage(price)}>{price ? feeWords(price) : '…'}</b>
      </span>
    </span>
  );
}
