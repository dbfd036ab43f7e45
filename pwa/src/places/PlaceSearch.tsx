/** One box for an address of today or before, or a province and its list; offices by name where no places are known. */
import { api, ask } from '../api/client.ts';
import { useResource } from '../app/useResource.ts';
import { Card, Rows } from '../patterns/Card.tsx';
import { Field } from '../patterns/forms.tsx';
import { Loaded, Notice } from '../patterns/notices.tsx';
import { formatCount } from '../words/format.ts';
import { useAfterPause, type Place } from './offices.ts';
import { OfficeRows } from './OfficesOf.tsx';
import { Provinces } from './Provinces.tsx';
import { RowButton } from './RowButton.tsx';
import { words } from './words.ts';

export interface Asked {
  typed: string;
  province: string;
}

interface SearchProps {
  asked: Asked;
  onAsk: (asked: Asked) => void;
  onPlace: (place: Place) => void;
  onOffice: (code: string) => void;
}

const SOME = 20;
/** More than any province has communes. */
const ALL = 200;

export function PlaceSearch({ asked, onAsk, onPlace, onOffice }: SearchProps) {
  const { search, searchHint, searchOffices, noUnits, orProvince, anyProvince } = words.places;
  const { typed, province } = asked;
  const q = useAfterPause(typed);
  const query = { q, limit: q ? SOME : ALL, ...(province && { province }) };
  const places = useResource(`places ${province} ${q}`, () => ask(api.GET('/api/v1/units/places', { params: { query } })), {
    keep: q ? 'nothing' : 'public',
  });
  const unknown = places.data?.known === 0;
  return (
    <>
      <Field
        id="place"
        type="search"
        label={unknown ? searchOffices : search}
        hint={unknown ? noUnits : searchHint}
        value={typed}
        maxLength={200}
        onInput={(text) => onAsk({ typed: text, province })}
      />
      {!unknown && <Provinces id="place-province" label={orProvince} all={anyProvince} value={province} onChange={(code) => onAsk({ typed, province: code })} />}
      {(q || province) && (
        <Loaded resource={places}>
          {({ items, total, known }) => known > 0 && <Found items={items} total={total} onPlace={onPlace} />}
        </Loaded>
      )}
      {(q || unknown) && <NamedOffices q={q} main={unknown} onOffice={onOffice} />}
    </>
  );
}

function Found({ items, total, onPlace }: { items: readonly Place[]; total: number; onPlace: (place: Place) => void }) {
  const { found, foundSome, none, noneText, before, wasSplit } = words.places;
  if (items.length === 0) {
    return (
      <Notice tone="waiting" title={none} live>
        <p>{noneText}</p>
      </Notice>
    );
  }
  const count = formatCount(total);
  return (
    <>
      <p role="status" class="quiet">
        {items.length < total ? foundSome(formatCount(items.length), count) : found(count)}
      </p>
      <Card>
        <Rows>
          {items.map((place) => {
            const { found_by: former } = place;
            const isSplit = place.choices.length > 1;
            const title = isSplit && former ? former.full_name : `${place.full_name}, ${place.province_name}`;
            return (
              <RowButton key={`${place.code} ${former?.full_name}`} title={<span lang="vi">{title}</span>} onClick={() => onPlace(place)}>
                {isSplit ? wasSplit : former && before(former.full_name)}
              </RowButton>
            );
          })}
        </Rows>
      </Card>
    </>
  );
}

/** Beside the places, or instead of them. */
function NamedOffices({ q, main, onOffice }: { q: string; main: boolean; onOffice: (code: string) => void }) {
  const query = { q, limit: main ? SOME : 5 };
  const offices = useResource(`offices named ${q}`, () => ask(api.GET('/api/v1/agencies', { params: { query } })), { keep: q ? 'nothing' : 'public' });
  if (!main && !offices.data?.items.length) return null;
  return (
    <Loaded resource={offices}>
      {({ items }) =>
        items.length > 0 ? (
          <section class="stack">
            <h2>{q ? words.places.foundOffices : words.places.allOffices}</h2>
            <OfficeRows offices={items} onOffice={onOffice} />
          </section>
        ) : (
          <Notice tone="waiting" title={words.places.none} live />
        )
      }
    </Loaded>
  );
}
