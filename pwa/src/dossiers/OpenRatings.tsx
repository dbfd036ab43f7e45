/** The steps that may be rated now, each with its way there. */
import { Card, RowLink, Rows } from '../patterns/Card.tsx';
import { formatClock } from '../words/format.ts';
import { words } from './words.ts';

export interface Rateable {
  stage: string;
  /** null: already answered, and no longer to be changed from here. */
  href: string | null;
  correctableUntil?: string | null;
}

export function OpenRatings({ items }: { items: readonly Rateable[] }) {
  const { dossiers } = words;
  const open = items.filter(({ href }) => href);
  if (open.length === 0) return null;
  return (
    <Card title={dossiers.rate}>
      <Rows>
        {open.map(({ stage, href, correctableUntil }) => (
          <li key={stage}>
            <RowLink href={href!} icon="happy" title={dossiers.rateStages[stage] ?? stage}>
              {correctableUntil && `${dossiers.correctRating} ${formatClock(correctableUntil)}`}
            </RowLink>
          </li>
        ))}
      </Rows>
    </Card>
  );
}
