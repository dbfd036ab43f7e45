/** A table that may be wider than the page. */
import type { ComponentChildren } from 'preact';

import { Card } from '../patterns/Card.tsx';

/** It scrolls within itself; by keyboard too. */
export function WideTable({ title, hint, children }: { title: string; hint?: string; children: ComponentChildren }) {
  return (
    <Card title={title}>
      {hint && <p class="quiet">{hint}</p>}
      <div class="table-frame" tabIndex={0} role="region" aria-label={title}>
        <table>{children}</table>
      </div>
    </Card>
  );
}

export function Heads({ names }: { names: readonly string[] }) {
  return (
    <>
      {names.map((name, index) => (
        <th key={index} scope="col">
          {name}
        </th>
      ))}
    </>
  );
}
