/** A commune kept as one's place: what works without an office of it, what does not, and its office as soon as there is one. */
import { useEffect } from 'preact/hooks';

import { useResource } from '../app/useResource.ts';
import { ButtonLink } from '../patterns/Button.tsx';
import { Card, Fact, RowLink, Rows, SummaryList } from '../patterns/Card.tsx';
import { Notice } from '../patterns/notices.tsx';
import type { KeptCommune as Commune, Office } from '../storage/myOffice.ts';
import { KeptPlaceActions } from './KeptPlaceActions.tsx';
import { askOffices, takeOnlyOffice } from './myCommune.ts';
import type { Agency } from './offices.ts';
import { words } from './words.ts';

interface Props {
  commune: Commune;
  /** An office of it has appeared and is kept. */
  onOffice: (office: Office) => void;
  onForget: () => void;
  onChange: (() => void) | undefined;
}

export function KeptCommune({ commune, onOffice, onForget, onChange }: Props) {
  const { places } = words;
  const { commune: code, name, provinceName } = commune;
  const { data, loading, problem } = useResource(`offices of ${code}`, () => askOffices(code), { keep: 'public' });
  useEffect(() => {
    // What was true some time ago chooses nothing.
    const office = data && !loading && !problem && takeOnlyOffice(commune, data.items);
    if (office) onOffice(office);
  }, [data, loading, problem]);
  return (
    <>
      <Card
        title={
          <span lang="vi">
            {name}, {provinceName}
          </span>
        }
      >
        <p class="quiet">{places.kept}</p>
        {data && data.items.length > 1 ? <Several offices={data.items} name={name} /> : <WithoutOffice commune={commune} />}
        <p class="hint">{places.offlineNational}</p>
      </Card>
      <KeptPlaceActions isUsable onChange={onChange} onForget={onForget}>
        <ButtonLink kind="plain" href="tel:18001096" icon="phone">
          {places.hotline}
        </ButtonLink>
      </KeptPlaceActions>
    </>
  );
}

function WithoutOffice({ commune: { name, provinceName } }: { commune: Commune }) {
  const { works, worksText, worksNot, noOffice, handInElsewhere, later, laterText } = words.places;
  return (
    <SummaryList>
      <Fact name={works}>{worksText(provinceName)}</Fact>
      <Fact name={worksNot}>
        {noOffice(name)} {handInElsewhere}
      </Fact>
      <Fact name={later}>{laterText}</Fact>
    </SummaryList>
  );
}

function Several({ offices, name }: { offices: readonly Agency[]; name: string }) {
  return (
    <>
      <Notice tone="soon" icon="info" live>
        <p>{words.places.severalNow(name)}</p>
      </Notice>
      <Rows>
        {offices.map(({ code, name: title, address }) => (
          <li key={code}>
            <RowLink href={`/co-quan/${encodeURIComponent(code)}`} title={<span lang="vi">{title}</span>}>
              {address && <span lang="vi">{address}</span>}
            </RowLink>
          </li>
        ))}
      </Rows>
    </>
  );
}
