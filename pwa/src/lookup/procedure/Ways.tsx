/** How to hand in: each channel with its own time and fee, and what the source leaves open. */
import { Card } from '../../patterns/Card.tsx';
import { Notice } from '../../patterns/notices.tsx';
import { language } from '../../words/index.ts';
import { contentLanguage } from '../contentLanguage.ts';
import { OfficialText } from '../OfficialText.tsx';
import { canBeHandedIn, isWalkIn, type Channel, type Procedure } from '../procedureFacts.ts';
import { spansWords } from '../procedureWords.ts';
import { DueOfWay } from './DueToday.tsx';
import type { DueToday } from './dueToday.ts';
import { caseTimes, feesOf, sharedNotes, timeOf, waysOf, type FeeLine, type Way } from './ways.ts';
import { words } from './words.ts';

interface Props {
  procedure: Procedure;
  due: DueToday | undefined;
}

export function Ways({ procedure, due }: Props) {
  const { channels, onlineLevels, feeNotes, freeIsNotFree, oddAmount, official } = words.procedure;
  const { fee_kind: kind, online_level: level } = procedure;
  const ways = waysOf(procedure);
  const apart = ways.length > 0 ? [] : feesOf({ fees: procedure.fees, fee_text: '' }, kind);
  if (ways.length === 0 && apart.length === 0) return null;
  const shared = sharedNotes(ways, kind);
  const lines = [...ways.flatMap(({ rows }) => rows.flatMap((row) => feesOf(row, kind))), ...apart];
  // One example is told above; here only where times differ.
  const different = (due?.examples.length ?? 0) > 1;
  return (
    <Card title={channels}>
      <div class="stack">
        {level && ways.length > 0 && <p>{onlineLevels[level]}</p>}
        {ways.map((way) => (
          <OneWay key={way.channel} way={way} kind={kind} shared={shared} due={different ? due : undefined} />
        ))}
        {apart.length > 0 && <Fees lines={apart} told={[]} />}
        {shared.length > 0 && (
          <section>
            <h3>{feeNotes}</h3>
            {shared.map((note) => (
              <OfficialText key={note} text={note} />
            ))}
          </section>
        )}
        {kind === 'see_note' && (
          <Notice tone="soon" icon="info">
            <p>{freeIsNotFree}</p>
          </Notice>
        )}
        {lines.some(({ odd }) => odd) && (
          <Notice tone="soon" icon="info">
            <p>{oddAmount}</p>
          </Notice>
        )}
        {canBeHandedIn(procedure) && !isWalkIn(procedure) && <p class="hint">{official}</p>}
      </div>
    </Card>
  );
}

interface WayProps {
  way: Way;
  kind: Procedure['fee_kind'];
  shared: readonly string[];
  due: DueToday | undefined;
}

function OneWay({ way: { channel, rows, limits }, kind, shared, due }: WayProps) {
  const { caseTime } = words.procedure;
  return (
    <section>
      <h3>{words.procedure.channel[channel]}</h3>
      {rows.map((row, place) => (
        <div key={place} class="way">
          <Time row={row} limits={limits} due={due} />
          <Fees lines={feesOf(row, kind)} told={shared} isFree={kind === 'free'} />
          {row.description && <OfficialText text={row.description} />}
        </div>
      ))}
      {caseTimes(limits).map(({ name, span }) => (
        <p key={name} class="way">
          <span class="quiet">{caseTime}</span> <span lang={contentLanguage()}>{name}</span>: {spansWords([span])}
        </p>
      ))}
    </section>
  );
}

function Time({ row, limits, due }: { row: Channel; limits: Way['limits']; due: DueToday | undefined }) {
  const { time } = words.lookup;
  const { noLimit, withoutUnit } = words.procedure;
  const { span, printed, bare } = timeOf(row, limits);
  const official = printed && !bare && <span lang={contentLanguage()}>{printed}</span>;
  return (
    <>
      <p>
        <span class="quiet">{time}:</span> {span ? spansWords([span]) : official || (!bare && noLimit)}
        {bare && <span class="hint"> {withoutUnit(printed)}</span>}
      </p>
      {span && official && <p class="hint">{official}</p>}
      {span && due && <DueOfWay due={due} spans={[span]} />}
    </>
  );
}

/** Each fee on a line of its own, its note below it; further lines (an office's own fee) belong here too. */
function Fees({ lines, told, isFree = false }: { lines: readonly FeeLine[]; told: readonly string[]; isFree?: boolean }) {
  const { fee, free } = words.lookup;
  const { notStated } = words.procedure;
  if (lines.length === 0) {
    return (
      <p>
        <span class="quiet">{fee}:</span> {isFree ? free : notStated}
      </p>
    );
  }
  return (
    <>
      {lines.map(({ kind, type, text, note }, place) => (
        <div key={place}>
          <p>
            <span class="quiet">{language === 'vi' && type ? type.charAt(0).toUpperCase() + type.slice(1) : fee}:</span> {kind === 'free' ? free : kind === 'note' ? <ByNote text={text} /> : <span lang={contentLanguage()}>{text}</span>}
          </p>
          {note && !told.includes(note) && <OfficialText text={note} />}
        </div>
      ))}
    </>
  );
}

/** Never 'free': what the source prints stands in quotation marks. */
function ByNote({ text }: { text: string }) {
  const { feeElsewhere } = words.lookup;
  const { printedAs } = words.procedure;
  return (
    <>
      {feeElsewhere}
      {text && <span class="hint"> {printedAs(text)}</span>}
    </>
  );
}
