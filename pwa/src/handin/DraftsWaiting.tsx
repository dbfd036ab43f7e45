/**
 * For the home page and the list of dossiers: what is on this phone only and where to go on, what the browser has cleared,
 * and (`elsewhere`) what is kept for other devices. Nothing when nothing is.
 */
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';

import { asProblem } from '../api/problem.ts';
import { isCitizen } from '../app/session.ts';
import { useResource } from '../app/useResource.ts';
import { Button } from '../patterns/Button.tsx';
import { Card, RowLink } from '../patterns/Card.tsx';
import { Notice } from '../patterns/notices.tsx';
import { forgetMark, lostDrafts } from '../storage/draftMarks.ts';
import { formatCount, formatRecent } from '../words/format.ts';
import { words } from './words.ts';
import type { Draft } from './draft.ts';
import { onDraftsChanged, readDrafts } from './drafts.ts';
import { forgetElsewhere, keptElsewhere, takeOver } from './elsewhere.ts';
import { isSomebodyElses, signedInOwner } from './owners.ts';
import { oldDays } from './phoneStorage.ts';
import { RemoveDraft } from './RemoveDraft.tsx';
import { hrefOf } from './steps.ts';
import { whoseItIs, whyItWaits } from './whyItWaits.ts';

export function DraftsWaiting({ elsewhere = false }: { elsewhere?: boolean }) {
  const [drafts, setDrafts] = useState<Draft[] | null>(null);
  useEffect(() => {
    const load = () => void readDrafts().then(setDrafts, () => {}); // refused storage holds no drafts
    load();
    return onDraftsChanged(load);
  }, []);
  if (!drafts) return null;
  return (
    <>
      <Cleared drafts={drafts} />
      <Here drafts={drafts} />
      {elsewhere && isCitizen.value && <Elsewhere drafts={drafts} />}
    </>
  );
}

/** Nobody took them out: the browser did, for want of room or after long idleness. */
function Cleared({ drafts }: { drafts: Draft[] }) {
  const { handin } = words;
  const [lost, setLost] = useState(() => lostDrafts(drafts));
  if (lost.length === 0) return null;
  const understood = () => {
    for (const id of lost) forgetMark(id);
    setLost([]);
  };
  return (
    <Notice tone="fault" live>
      <p>{handin.cleared(lost.length)}</p>
      <Button kind="plain" onClick={understood}>
        {handin.understood}
      </Button>
    </Notice>
  );
}

function Elsewhere({ drafts }: { drafts: Draft[] }) {
  const { handin } = words;
  const { route } = useLocation();
  const resource = useResource('drafts elsewhere', keptElsewhere);
  const [busy, setBusy] = useState('');
  const [fault, setFault] = useState('');
  const lines = (resource.data ?? []).filter(({ id }) => !drafts.some((draft) => draft.id === id));
  if (lines.length === 0) return null;
  const work = (id: string, doing: () => Promise<unknown>) => async () => {
    setBusy(id);
    setFault('');
    await doing().catch((thrown: unknown) => setFault(thrown instanceof DOMException ? handin.full : asProblem(thrown).message));
    setBusy('');
  };
  const take = (id: string) =>
    work(id, async () => {
      const { draft, lostPages } = await takeOver(id, signedInOwner());
      if (lostPages > 0) setFault(handin.lostPages(lostPages));
      else route(hrefOf(draft));
    });
  const remove = (id: string) =>
    work(id, async () => {
      await forgetElsewhere(id);
      await resource.reload();
    });
  return (
    <Card title={handin.elsewhereList}>
      {fault && (
        <Notice tone="fault" live>
          <p>{fault}</p>
        </Notice>
      )}
      <ul class="rows">
        {lines.map((line) => (
          <li key={line.id} class="stack">
            <p>
              <strong lang="vi">{line.procedure_name}</strong>
            </p>
            <p class="quiet">
              {handin.elsewhere} · {handin.pagesOf(line.pages)} · {formatRecent(line.updated_at)}
            </p>
            <div class="buttons">
              <Button kind="plain" busy={busy === line.id} onClick={take(line.id)}>
                {busy === line.id ? handin.takingHere : handin.takeHere}
              </Button>
              <Button kind="quiet" icon="trash" busy={busy === line.id} onClick={remove(line.id)}>
                {handin.removeElsewhere}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Here({ drafts }: { drafts: Draft[] }) {
  const { handin } = words;
  const shown = drafts.filter(({ state }) => state !== 'handed_in').sort((one, other) => other.createdAt - one.createdAt);
  if (shown.length === 0) return null;
  const mine = shown.filter((draft) => !isSomebodyElses(draft));
  const others = shown.filter(isSomebodyElses);
  return (
    <Card title={handin.waitingTitle} tone={mine.some(({ state }) => state === 'stuck') ? 'turn' : 'plain'}>
      <ul class="rows">
        {mine.map((draft) => (
          <li key={draft.id}>
            <RowLink href={hrefOf(draft)} icon={draft.state === 'editing' ? 'file' : 'send'} title={<span lang="vi">{draft.procedure.name}</span>}>
              {handin.states[draft.state]}
              {draft.state === 'editing' ? ` · ${formatRecent(draft.touchedAt ?? draft.createdAt)}` : `. ${whyItWaits(draft)}`}
              {ageOf(draft)}
            </RowLink>
            {(draft.state === 'editing' || draft.state === 'stuck') && <RemoveDraft draft={draft} />}
          </li>
        ))}
        {others.map((draft) => (
          <li key={draft.id}>
            <RowLink href={`/dang-nhap?next=${encodeURIComponent(hrefOf(draft))}`} icon="person" title={whoseItIs(draft)} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ageOf(draft: Draft): string {
  const days = oldDays(draft);
  if (days === undefined) return '';
  const { oldDraft, oldWaiting } = words.handin;
  return `. ${(draft.state === 'editing' ? oldDraft : oldWaiting)(formatCount(days))}`;
}
