/** For who does not find it here: the search box, and all fields. */
import { Card, RowLink, Rows } from '../../patterns/Card.tsx';
import { words } from './words.ts';

export function Elsewhere() {
  const { browse, lookup } = words;
  return (
    <Card title={browse.notThis}>
      <Rows>
        <li>
          <RowLink href="/tra-cuu" icon="search" title={browse.lookUpInstead} />
        </li>
        <li>
          <RowLink href="/linh-vuc" icon="list" title={lookup.byField} />
        </li>
      </Rows>
    </Card>
  );
}
