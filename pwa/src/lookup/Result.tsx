/** A procedure in a list: its name, its field, where it is handed in, how long it takes and what it costs. */
import type { ComponentChildren } from 'preact';

import { RowLink } from '../patterns/Card.tsx';
import { words } from '../words/index.ts';
import { contentLanguage } from './contentLanguage.ts';
import type { Item } from './lookUp.ts';
import { feeFact, timeInShort } from './procedureFacts.ts';
import { feeWords, timeWords } from './procedureWords.ts';

interface Props {
  item: Item;
  title: ComponentChildren;
  /** In the place of the field. */
  below?: ComponentChildren;
  /** The phone's answer stands here until the service's: the line of facts keeps its place. */
  factsToCome?: boolean;
}

export function Result({ item, title, below, factsToCome = false }: Props) {
  const { handedInAt, online, nameOnly } = words.lookup;
  const { field, level, online_level: onlineLevel, has_detail: hasDetail, facts } = item;
  const how = hasDetail ? onlineLevel && online[onlineLevel] : nameOnly;
  return (
    <RowLink href={`/thu-tuc/${encodeURIComponent(item.code)}`} title={<span lang={contentLanguage()}>{title}</span>}>
      <span lang={contentLanguage()}>{below ?? field}</span>
      <br />
      {level && handedInAt[level]}
      {how}
      {facts ? <ShortFacts facts={facts} /> : factsToCome && hasDetail && <FactsToCome />}
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

function FactsToCome() {
  return (
    <>
      <br />
      <span class="short-fact">{words.lookup.time}: …</span>
    </>
  );
}
