/** The lower part of a procedure's page: ways to hand in, who and what for, legal basis, where it was read. */
import { Card, Fact, Folded, SummaryList } from '../patterns/Card.tsx';
import { Notice } from '../patterns/notices.tsx';
import { words } from '../words/index.ts';
import { contentLanguage } from './contentLanguage.ts';
import { OfficialText } from './OfficialText.tsx';
import { fold } from './folding.ts';
import { readOn, waysOf, type Procedure, type Way } from './procedureFacts.ts';
import { spansWords } from './procedureWords.ts';

interface Props {
  procedure: Procedure;
}

export function Ways({ procedure }: Props) {
  const ways = waysOf(procedure);
  const elsewhere = procedure.fee_kind === 'see_note';
  const notes = [...new Set(procedure.fees.map(({ note }) => note).filter(Boolean))];
  if (ways.length === 0 && notes.length === 0) return null;
  return (
    <Card title={words.lookup.channels}>
      <div class="stack">
        {ways.map((way) => (
          <OneWay key={way.channel} way={way} />
        ))}
        {elsewhere && (
          <Notice tone="soon" icon="info">
            <p>{words.lookup.freeIsNotFree}</p>
            {notes.map((note) => (
              <OfficialText key={note} text={note} />
            ))}
          </Notice>
        )}
      </div>
    </Card>
  );
}

function OneWay({ way: { channel, rows, limits } }: { way: Way }) {
  const { time, fee, noTimeLimit, unpublished } = words.lookup;
  const usual = limits.find((limit) => limit.case === null);
  const computed = usual?.quantity && usual.unit ? spansWords([{ quantity: usual.quantity, unit: usual.unit }]) : noTimeLimit;
  return (
    <section>
      <h3>{words.lookup.channel[channel]}</h3>
      {rows.map((row, place) => (
        <div key={place} class="way">
          <p>
            <span class="quiet">{time}:</span> {row.deadline_text || computed}
          </p>
          <p>
            <span class="quiet">{fee}:</span> {row.fee_text || unpublished}
          </p>
          {row.description && <OfficialText text={row.description} />}
        </div>
      ))}
    </section>
  );
}

export function About({ procedure }: Props) {
  const { more, target, conditions, result, agency, address } = words.lookup;
  const facts: [string, string][] = [
    [target, procedure.target.join(', ')],
    [conditions, fold(procedure.conditions) && procedure.conditions],
    [result, procedure.result.map((each) => (procedure.result.length > 1 ? `- ${each}` : each)).join('\n')],
    [agency, procedure.agency.join(', ')],
    [address, procedure.receiving_address],
  ];
  const known = facts.filter(([, text]) => text);
  if (known.length === 0) return null;
  return (
    <Card>
      <Folded title={more}>
        <SummaryList>
          {known.map(([name, text]) => (
            <Fact key={name} name={name}>
              <OfficialText text={text} />
            </Fact>
          ))}
        </SummaryList>
      </Folded>
    </Card>
  );
}

export function LegalBasis({ procedure: { legal_basis: basis } }: Props) {
  if (basis.length === 0) return null;
  return (
    <Card>
      <Folded title={words.lookup.legalBasis}>
        <ul class="plain-list" lang={contentLanguage()}>
          {basis.map(({ code, name }) => (
            <li key={code + name}>{[name, code].filter(Boolean).join(', ')}</li>
          ))}
        </ul>
      </Folded>
    </Card>
  );
}

/** For the reader who trusts nothing without its source. */
export function Source({ procedure: { source, decision, promulgator, url } }: Props) {
  const { source: title, readFrom, readOn: readOnLabel, notStated, decision: decided, promulgator: by, openPortal, abridged } = words.lookup;
  return (
    <Card title={title}>
      <SummaryList>
        <Fact name={readFrom}>
          {source.name || notStated}
          {url && (
            <>
              <br />
              <a class="touch" href={url} target="_blank" rel="noopener">
                {openPortal}
              </a>
            </>
          )}
        </Fact>
        <Fact name={readOnLabel}>{readOn(source.read_on) || notStated}</Fact>
        {(decision || promulgator) && <Fact name={decision ? decided : by}>{[decision, promulgator].filter(Boolean).join(', ')}</Fact>}
      </SummaryList>
      {source.transcription.startsWith('hand') && <p class="hint">{abridged}</p>}
    </Card>
  );
}
