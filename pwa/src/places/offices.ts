/** What pages about offices share: asking for one, and what of it this phone keeps. */
import { useEffect, useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../api/client.ts';
import { useResource, type Resource } from '../app/useResource.ts';
import type { Office } from '../storage/myOffice.ts';

export type Agency = Schemas['Agency'];
export type AgencyDetail = Schemas['AgencyDetail'];
export type Commune = Schemas['Commune'];
export type Place = Schemas['Place'];

const TYPING_PAUSE_MS = 300;

export function officeOf({ code, name, province, is_demo: isDemo, online_filing: filing, document_limits: limits }: Agency): Office {
  const documentLimits = { maxBytes: limits.max_bytes, mediaTypes: limits.media_types };
  return { code, name, province, isDemo, mandate: filing === 'mandate', documentLimits };
}

/** An office, also one that has ended; kept, so that its address and phone are there without a network. */
export function useAgency(code: string | null): Resource<AgencyDetail> {
  const load = () => ask(api.GET('/api/v1/agencies/{agency_code}', { params: { path: { agency_code: code! } } }));
  return useResource(code === null ? null : `agency ${code}`, load, { keep: 'public' });
}

/** What somebody types, once they pause. */
export function useAfterPause(typed: string): string {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed.trim().slice(0, 200)), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}
