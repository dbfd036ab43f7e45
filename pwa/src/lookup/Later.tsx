/** Parts of look-up that come with the catalogue for the phone; nothing while they cannot be fetched. */
import type { ComponentChildren, ComponentProps, FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';

type Parts = typeof import('./browse/parts.ts');
type Drawn = Omit<Parts, 'tellMiss'>;

export const loadParts = () => import('./browse/parts.ts');

type Props<Name extends keyof Drawn> = { part: Name; meanwhile?: ComponentChildren } & ComponentProps<Drawn[Name]>;

export function Later<Name extends keyof Drawn>({ part, meanwhile, ...props }: Props<Name>) {
  const [parts, setParts] = useState<Parts | null>();
  useEffect(() => void loadParts().then(setParts, () => setParts(null)), []);
  if (!parts) return parts === null ? null : <>{meanwhile}</>;
  const Part = parts[part] as FunctionComponent<unknown>;
  return <Part {...props} />;
}
