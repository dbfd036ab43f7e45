/** A bar of parts in the palette of the states, each part also told in words: colours are never alone. */
import { formatCount } from '../words/format.ts';
import { shares } from './shares.ts';

export interface Part {
  label: string;
  count: number;
  tone: 'done' | 'even' | 'soon' | 'fault';
}

export function PartsBar({ parts }: { parts: readonly Part[] }) {
  const widths = shares(parts.map((part) => part.count));
  return (
    <div class="parts">
      <div class="parts-bar" aria-hidden="true">
        {parts.map((part, index) => part.count > 0 && <span key={part.label} class={`part part-${part.tone}`} style={{ width: `${widths[index]}%` }} />)}
      </div>
      <ul class="parts-words">
        {parts.map((part) => (
          <li key={part.label}>
            <span class={`dot part-${part.tone}`} aria-hidden="true" />
            {part.label}: <span class="number">{formatCount(part.count)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
