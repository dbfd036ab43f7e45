/** The home page below its search box: my open dossiers, what happens in life, following by number. */
import { IfDrafts } from '../handin/IfDrafts.tsx';
import { Icon, type IconName } from '../patterns/Icon.tsx';
import { words } from '../words/index.ts';
import { MyDossiers } from './MyDossiers.tsx';
import { TrackByNumber } from './TrackByNumber.tsx';

export function HomeContent() {
  return (
    <>
      <MyDossiers />
      <IfDrafts />
      <LifeEvents />
      <TrackByNumber />
    </>
  );
}

/** What most people come for. The queries are Vietnamese in every language, as the catalogue is. */
export function LifeEvents() {
  const { events, birth, marriage, land, residence, business, death } = words.lookup;
  const tiles: [IconName, string, string][] = [
    ['child', birth, 'đăng ký khai sinh'],
    ['heart', marriage, 'đăng ký kết hôn'],
    ['home', land, 'đất đai nhà ở'],
    ['person', residence, 'đăng ký cư trú thường trú tạm trú'],
    ['briefcase', business, 'hộ kinh doanh'],
    ['lotus', death, 'khai tử mai táng'],
  ];
  return (
    <section class="stack">
      <h2>{events}</h2>
      <ul class="tiles">
        {tiles.map(([icon, label, query]) => (
          <li key={query}>
            <a class="tile" href={`/tra-cuu?q=${encodeURIComponent(query)}`}>
              <Icon name={icon} />
              {label}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
