/** Who and what for, the steps, the legal basis, and where all this was read. */
import { Card, Fact, Folded, SummaryList } from '../../patterns/Card.tsx';
import { formatShortDate } from '../../words/format.ts';
import { contentLanguage } from '../contentLanguage.ts';
import { fold } from '../folding.ts';
import { OfficialText } from '../OfficialText.tsx';
import type { Procedure } from '../procedureFacts.ts';
import { readOn } from './ways.ts';
import { words } from './words.ts';

interface Props {
  procedure: Procedure;
}

/** What is longer would keep everything below it out of reach. */
const LONG = 1_500;
const LONG_CONDITIONS = 300;

export function Steps({ procedure: { steps } }: Props) {
  if (steps.length === 0) return null;
  const title = words.procedure.steps;
  if (steps.join('').length > LONG) {
    return (
      <Card>
        <Folded title={title}>
          <StepList steps={steps} />
        </Folded>
      </Card>
    );
  }
  return (
    <Card title={title}>
      <StepList steps={steps} />
    </Card>
  );
}

/** Numbered when the source gives plain sentences; its own numbers and bullets otherwise. */
function StepList({ steps }: { steps: readonly string[] }) {
  const plain = steps.length > 1 && steps.every((step) => /^[\p{Lu}][^\n]*$/u.test(step) && !/^Bước/i.test(step));
  if (!plain) return <OfficialText text={steps.join('\n')} />;
  return (
    <ol class="plain-list" lang={contentLanguage()}>
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  );
}

export function About({ procedure }: Props) {
  const { more, target, conditions, result, agency, address } = words.procedure;
  const facts: [string, string][] = [
    [target, procedure.target.join(', ')],
    [result, procedure.result.map((each) => (procedure.result.length > 1 ? `- ${each}` : each)).join('\n')],
    [agency, procedure.agency.join(', ')],
    [address, procedure.receiving_address],
  ];
  const known = facts.filter(([, text]) => text);
  const asked = fold(procedure.conditions) && procedure.conditions;
  if (known.length === 0 && !asked) return null;
  return (
    <Card title={more}>
      <SummaryList>
        {known.map(([name, text]) => (
          <Fact key={name} name={name}>
            <OfficialText text={text} />
          </Fact>
        ))}
        {asked && asked.length <= LONG_CONDITIONS && (
          <Fact name={conditions}>
            <OfficialText text={asked} />
          </Fact>
        )}
      </SummaryList>
      {asked && asked.length > LONG_CONDITIONS && (
        <Folded title={conditions}>
          <OfficialText text={asked} />
        </Folded>
      )}
    </Card>
  );
}

export function LegalBasis({ procedure: { legal_basis: basis } }: Props) {
  if (basis.length === 0) return null;
  return (
    <Card>
      <Folded title={`${words.procedure.legalBasis} (${basis.length})`}>
        <ul class="plain-list" lang={contentLanguage()}>
          {basis.map(({ code, name }) => (
            <li key={code + name}>{name.includes(code) ? name : [name, code].filter(Boolean).join(', ')}</li>
          ))}
        </ul>
      </Folded>
    </Card>
  );
}

/** For the reader who trusts nothing without its source. */
export function Source({ procedure: { source, decision, promulgator, url, version, updated_at: updated } }: Props) {
  const { source: title, original, readFrom, readOn: readOnLabel, notStated, decision: decided, promulgator: by, versionHere, versionOf, abridged } = words.procedure;
  return (
    <Card title={title}>
      <SummaryList>
        {url && (
          <Fact name={original}>
            <a class="touch" href={url} target="_blank" rel="noopener">
              {words.lookup.openPortal}
            </a>
          </Fact>
        )}
        <Fact name={readFrom}>{source.name || notStated}</Fact>
        <Fact name={readOnLabel}>{readOn(source.read_on) || notStated}</Fact>
        {(decision || promulgator) && <Fact name={decision ? decided : by}>{[decision, promulgator].filter(Boolean).join(', ')}</Fact>}
        <Fact name={versionHere}>{versionOf(formatShortDate(updated), version)}</Fact>
      </SummaryList>
      {source.transcription.startsWith('hand') && <p class="hint">{abridged}</p>}
    </Card>
  );
}
