/** Somebody typed the number of a dossier into look-up: following it is what they want. */
import { useEffect, useState } from 'preact/hooks';

import { Card, RowLink } from '../../patterns/Card.tsx';
import { dossierNumberIn } from './dossierNumber.ts';
import { words } from './words.ts';

export function TrackOffer({ query }: { query: string }) {
  const [offer, setOffer] = useState<{ number: string; place: string }>();
  const typed = dossierNumberIn(query);
  useEffect(() => {
    let wanted = true;
    setOffer(undefined);
    if (typed) {
      // Read by the tracking page's own rules, which come with it.
      import('../../dossiers/numbers.ts').then(
        ({ readNumber, placeOf }) => {
          const read = readNumber(typed);
          if (wanted && read) setOffer({ number: read.number, place: placeOf(read) });
        },
        () => {},
      );
    }
    return () => {
      wanted = false;
    };
  }, [typed]);
  if (!offer) return null;
  const { trackDossier, trackDossierHint } = words.browse;
  return (
    <Card>
      <RowLink href={offer.place} icon="folder" title={trackDossier(offer.number)}>
        {trackDossierHint}
      </RowLink>
    </Card>
  );
}
