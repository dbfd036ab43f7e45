/** The office this phone remembers, and choosing one by an address of today or before. */
import { useState } from 'preact/hooks';

import { Button, ButtonLink } from '../patterns/Button.tsx';
import { Card } from '../patterns/Card.tsx';
import { Loaded, Notice } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { forgetOffices, keepOffice, keptOffice, type Office } from '../storage/myOffice.ts';
import { EndedNotice, OfficeFacts } from './OfficeFacts.tsx';
import { useAgency } from './offices.ts';
import { PlaceChooser } from './PlaceChooser.tsx';
import { words } from './words.ts';

export default function PlacesPage() {
  const { places } = words;
  const [office, setOffice] = useState(keptOffice());
  const [choosing, setChoosing] = useState(office === null);
  const [outcome, setOutcome] = useState<'keptNow' | 'forgotten' | null>(null);

  const keep = (chosen: Office) => {
    keepOffice(chosen);
    setOffice(chosen);
    setChoosing(false);
    setOutcome('keptNow');
    scrollTo(0, 0);
  };
  const forget = () => {
    forgetOffices();
    setOffice(null);
    setChoosing(true);
    setOutcome('forgotten');
  };
  return (
    <Page title={places.title} back="/">
      {outcome && (
        <Notice tone="done" live>
          <p>{places[outcome]}</p>
        </Notice>
      )}
      {office && <Kept office={office} onTake={keep} onForget={forget} onChange={choosing ? undefined : () => setChoosing(true)} />}
      {choosing && (
        <>
          {!office && <p>{places.why}</p>}
          <PlaceChooser action={places.keep} onChoose={keep} />
        </>
      )}
    </Page>
  );
}

interface KeptProps {
  office: Office;
  onTake: (office: Office) => void;
  onForget: () => void;
  onChange: (() => void) | undefined;
}

/** It may have ended since: then who takes over, or the question again. */
function Kept({ office, onTake, onForget, onChange }: KeptProps) {
  const { places } = words;
  const now = useAgency(office.code);
  const isGone = now.problem?.status === 404;
  const isUsable = !isGone && now.data?.in_force !== false;
  return (
    <>
      {isGone && (
        <Notice tone="soon" icon="info">
          <p>{places.unknown(office.name)}</p>
          <p>{places.noSuccessor}</p>
        </Notice>
      )}
      {now.data && !now.data.in_force && <EndedNotice office={now.data} onTake={onTake} />}
      <Card title={<span lang="vi">{office.name}</span>}>
        <p class="quiet">{places.kept}</p>
        {!isGone && <Loaded resource={now}>{(found) => found.in_force && <OfficeFacts office={found} />}</Loaded>}
        <p class="hint">{places.offlineNational}</p>
      </Card>
      <div class="buttons">
        {isUsable && (
          <ButtonLink href="/tra-cuu" icon="search">
            {places.goLookUp}
          </ButtonLink>
        )}
        {onChange && (
          <Button kind={isUsable ? 'plain' : 'main'} onClick={onChange}>
            {places.change}
          </Button>
        )}
        {!isGone && (
          <ButtonLink kind="plain" href={`/co-quan/${encodeURIComponent(office.code)}`}>
            {places.toPage}
          </ButtonLink>
        )}
        <Button kind="quiet" onClick={onForget}>
          {places.forget}
        </Button>
      </div>
    </>
  );
}
