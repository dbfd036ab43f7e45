/** What holds at one office for a procedure, beside the national text: its fee with the decision, place, contact, hours. */
import { api, ask, type Schemas } from '../../api/client.ts';
import { useResource } from '../../app/useResource.ts';
import { Card, Fact, SummaryList } from '../../patterns/Card.tsx';
import { keptOffice } from '../../storage/myOffice.ts';
import { formatShortDate } from '../../words/format.ts';
import { contentLanguage } from '../contentLanguage.ts';
import { words } from './words.ts';

interface LocalFactsProps {
  code: string;
  /** The office whose code stands in the page's address, else the one kept on this phone, unless another is given. */
  agency?: string;
}

export function officeAsked(): string {
  return new URLSearchParams(location.search).get('agency') ?? keptOffice()?.code ?? '';
}

const KINDS = ['fee', 'place', 'contact', 'hours', 'feedback'] as const;

/** Shows nothing while it loads, where nothing is recorded, and for an office that is no more. */
export function LocalFacts({ code, agency = officeAsked() }: LocalFactsProps) {
  const load = () => ask(api.GET('/api/v1/procedures/{code}', { params: { path: { code }, query: { agency } } })).then(({ local }) => local);
  const { data } = useResource(agency ? `local ${code} ${agency}` : null, load, { keep: 'public' });
  const held = data ? KINDS.flatMap((kind) => (data[kind] ? [[kind, data[kind]] as const] : [])) : [];
  if (!data || held.length === 0) return null;
  const { at, kinds, feeHolds } = words.procedure.local;
  return (
    <Card title={at(data.agency_name)}>
      <SummaryList>
        {held.map(([kind, fact]) => (
          <Fact key={kind} name={kinds[kind]}>
            <p class="official" lang={contentLanguage()}>
              {fact.text}
            </p>
            {kind === 'fee' && <p>{feeHolds}</p>}
            <p class="hint">{basisOf(fact)}</p>
          </Fact>
        ))}
      </SummaryList>
    </Card>
  );
}

function basisOf({ decision, decided_on: on, effective_from: from, effective_to: to }: Schemas['LocalFact']): string {
  const { since, until, of } = words.procedure.local;
  const decided = decision && (on ? of(decision, formatShortDate(on)) : decision);
  return [decided, since(formatShortDate(from)) + (to ? until(formatShortDate(to)) : '')].filter(Boolean).join('; ');
}
