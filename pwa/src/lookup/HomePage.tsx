/** The home page below its search box: my open dossiers, what happens in life, following by number. */
import { IfDrafts } from '../handin/IfDrafts.tsx';
import { Icon, type IconName } from '../patterns/Icon.tsx';
import { Card, RowLink } from '../patterns/Card.tsx';
import { words } from '../words/index.ts';
import { eventAddress } from './eventAddress.ts';
import { IfPlace } from './IfPlace.tsx';
import { MyDossiers } from './MyDossiers.tsx';
import { TrackByNumber } from './TrackByNumber.tsx';

export function HomeContent() {
  return (
    <>
      <MyDossiers />
      <IfDrafts />
      <LifeEvents />
      <IfPlace />
      <TrackByNumber />
    </>
  );
}

/** What most people come for: the first six of api/catalogue/life_events.toml, which a test holds. */
export function LifeEvents() {
  const { events, birth, marriage, death, land, business, identityPapers, byField } = words.lookup;
  const tiles: [IconName, string, string][] = [
    ['child', birth, 'sinh-con'],
    ['heart', marriage, 'ket-hon'],
    ['lotus', death, 'nguoi-than-qua-doi'],
    ['home', land, 'dat-dai'],
    ['briefcase', business, 'mo-quan'],
    ['person', identityPapers, 'giay-to-tuy-than'],
  ];
  return (
    <section class="stack">
      <div class="heading-line">
        <h2>{events}</h2>
        <a class="touch" href="/viec-thuong-gap">
          {words.shell.seeAll}
        </a>
      </div>
      <ul class="tiles">
        {tiles.map(([icon, label, slug]) => (
          <li key={slug}>
            <a class="tile" href={eventAddress(slug)}>
              <Icon name={icon} />
              {label}
            </a>
          </li>
        ))}
      </ul>
      <Card>
        <RowLink href="/linh-vuc" icon="list" title={byField} />
      </Card>
    </section>
  );
}
