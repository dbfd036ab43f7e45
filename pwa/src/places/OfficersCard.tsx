/** Who works at an office: name, position, what for, phone; heads first (Nghị định 61/2018, điều 9 khoản 7). */
import { useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../api/client.ts';
import { useResource } from '../app/useResource.ts';
import { Card, Tag } from '../patterns/Card.tsx';
import { Icon } from '../patterns/Icon.tsx';
import { Loaded } from '../patterns/notices.tsx';
import { groupedPhone, initialsOf } from './officers.ts';
import './places.css';
import { words } from './words.ts';

type Officer = Schemas['PublishedOfficer'];

export function OfficersCard({ agencyCode, isDemo }: { agencyCode: string; isDemo: boolean }) {
  const { officers: title, officersNone, officersDemo } = words.places;
  const load = () => ask(api.GET('/api/v1/agencies/{agency_code}/officers', { params: { path: { agency_code: agencyCode } } }));
  const officers = useResource(`officers ${agencyCode}`, load, { keep: 'public' });
  return (
    <Card title={title}>
      <Loaded resource={officers}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="quiet">{officersNone}</p>
          ) : (
            <>
              {isDemo && <p class="hint">{officersDemo}</p>}
              <ul class="rows officers">
                {items.map((officer) => (
                  <OfficerRow key={`${officer.name} ${officer.position}`} officer={officer} />
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
    </Card>
  );
}

function OfficerRow({ officer: { name, position, area, phone, is_head: isHead, photo } }: { officer: Officer }) {
  return (
    <li class="officer">
      <Portrait name={name} photo={photo} />
      <div class="officer-words" lang="vi">
        <p class="row-title">{name}</p>
        <p>{position}</p>
        {area && <p class="row-facts">{area}</p>}
        {isHead && <Tag tone="waiting">{words.places.head}</Tag>}
        {phone && (
          <a class="touch" href={`tel:${phone}`}>
            <Icon name="phone" /> <span>{groupedPhone(phone)}</span>
          </a>
        )}
      </div>
    </li>
  );
}

/** Their name stands beside it; without a photo, or without a network, their initials. */
function Portrait({ name, photo }: { name: string; photo: string | null }) {
  const [failed, setFailed] = useState(false);
  if (photo && !failed) return <img class="portrait" src={photo} alt="" width={72} height={96} loading="lazy" onError={() => setFailed(true)} />;
  return (
    <span class="portrait" aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
