/** How to reach an office, when, and what it takes by this app; and what to say when it takes nothing any more. */
import { ButtonLink, Button } from '../patterns/Button.tsx';
import { Fact, SummaryList } from '../patterns/Card.tsx';
import { Notice } from '../patterns/notices.tsx';
import type { Office } from '../storage/myOffice.ts';
import { formatShortDate } from '../words/format.ts';
import { hoursLines } from './hours.ts';
import { officeOf, type AgencyDetail } from './offices.ts';
import { words } from './words.ts';

export function OfficeFacts({ office }: { office: AgencyDetail }) {
  const { address, phone, hours, usualHours, online, mandate, precheck, days, fromTo } = words.places;
  return (
    <SummaryList>
      {office.address && (
        <Fact name={address}>
          <span lang="vi">{office.address}</span>
        </Fact>
      )}
      {office.hotline && (
        <Fact name={phone}>
          <a class="touch" href={`tel:${office.hotline.replace(/\s/g, '')}`}>
            {office.hotline}
          </a>
        </Fact>
      )}
      <Fact name={hours}>
        {hoursLines(office.opening_hours).map(({ first, last, periods }) => (
          <p key={first}>
            {sentence(first === last ? days[first] : fromTo(days[first], days[last]))}: {periods}
          </p>
        ))}
        {!office.states_hours && <p class="hint">{usualHours}</p>}
      </Fact>
      <Fact name={online}>{office.online_filing === 'mandate' ? mandate : precheck}</Fact>
    </SummaryList>
  );
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

interface EndedProps {
  office: AgencyDetail;
  /** Without it, the successor's page is linked. */
  onTake?: (office: Office) => void;
}

/** For one that takes no dossiers today. */
export function EndedNotice({ office, onTake }: EndedProps) {
  const { ended, notYet, successor: nowAt, noSuccessor, takeSuccessor, toPage } = words.places;
  const { name, effective_from: from, effective_to: to, successor } = office;
  const begins = from !== null && from > (to ?? '') && !successor;
  return (
    <Notice tone="soon" icon="info">
      <p>{begins ? notYet(name, formatShortDate(from)) : ended(name, to ? formatShortDate(to) : '–')}</p>
      {!successor && <p>{noSuccessor}</p>}
      {successor && (
        <>
          <p>
            {nowAt}: <strong lang="vi">{successor.name}</strong>
          </p>
          <div class="buttons">
            {onTake ? (
              <Button kind="plain" onClick={() => onTake(officeOf(successor))}>
                {takeSuccessor}
              </Button>
            ) : (
              <ButtonLink kind="plain" href={`/co-quan/${encodeURIComponent(successor.code)}`}>
                {toPage}
              </ButtonLink>
            )}
          </div>
        </>
      )}
    </Notice>
  );
}
