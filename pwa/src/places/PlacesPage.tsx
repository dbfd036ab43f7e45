/** The office or commune this phone remembers, and choosing one by an address of today or before. */
import { useState } from 'preact/hooks';

import { ButtonLink } from '../patterns/Button.tsx';
import { Card } from '../patterns/Card.tsx';
import { Loaded, Notice } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { forgetOffices, keptPlace, type KeptCommune as Commune, type Office } from '../storage/myOffice.ts';
import { EndedNotice, OfficeFacts } from './OfficeFacts.tsx';
import { KeptCommune } from './KeptCommune.tsx';
import { KeptPlaceActions } from './KeptPlaceActions.tsx';
import { keepChosen, keepCommune, tellOffice } from './myCommune.ts';
import { useAgency } from './offices.ts';
import { PlaceChooser } from './PlaceChooser.tsx';
import { words } from './words.ts';

export default function PlacesPage() {
  const { places } = words;
  const [place, setPlace] = useState(keptPlace());
  const [choosing, setChoosing] = useState(place === null);
  const [outcome, setOutcome] = useState(toldOfOffice);

  const show = (chosen: Office | Commune, told: string) => {
    setPlace(chosen);
    setChoosing(false);
    setOutcome(told);
    scrollTo(0, 0);
  };
  const keep = (chosen: Office) => {
    keepChosen(chosen);
    show(chosen, places.keptNow);
  };
  const keepOnlyCommune = (chosen: Commune) => {
    keepCommune(chosen);
    show(chosen, places.keptNow);
  };
  const forget = () => {
    forgetOffices();
    setPlace(null);
    setChoosing(true);
    setOutcome(places.forgotten);
  };
  const onChange = choosing ? undefined : () => setChoosing(true);
  return (
    <Page title={places.title} back="/">
      {outcome && (
        <Notice tone="done" live>
          <p>{outcome}</p>
        </Notice>
      )}
      {place && 'code' in place && <Kept office={place} onTake={keep} onForget={forget} onChange={onChange} />}
      {place && 'commune' in place && (
        <KeptCommune key={place.commune} commune={place} onOffice={(found) => show(found, toldOfOffice())} onForget={forget} onChange={onChange} />
      )}
      {choosing && (
        <>
          {!place && <p>{places.why}</p>}
          <PlaceChooser action={places.keep} onChoose={keep} onCommune={keepOnlyCommune} />
        </>
      )}
    </Page>
  );
}

/** '' when nothing was taken by itself. */
function toldOfOffice(): string {
  const commune = tellOffice();
  return commune ? words.places.officeCame(commune) : '';
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
      <KeptPlaceActions isUsable={isUsable} onChange={onChange} onForget={onForget}>
        {!isGone && (
          <ButtonLink kind="plain" href={`/co-quan/${encodeURIComponent(office.code)}`}>
            {places.toPage}
          </ButtonLink>
        )}
      </KeptPlaceActions>
    </>
  );
}
