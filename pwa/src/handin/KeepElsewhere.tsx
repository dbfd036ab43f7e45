/** 'Giữ trên máy chủ để làm tiếp ở máy khác': the citizen's choice for one draft, how it stands, and two versions of it. */
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';

import { asProblem } from '../api/problem.ts';
import { isCitizen } from '../app/session.ts';
import { Button } from '../patterns/Button.tsx';
import { Folded } from '../patterns/Card.tsx';
import { Checkbox } from '../patterns/forms.tsx';
import { Notice } from '../patterns/notices.tsx';
import { formatRecent } from '../words/format.ts';
import { words } from './words.ts';
import type { Draft } from './draft.ts';
import { change } from './drafts.ts';
import { keepElsewhere, saveElsewhere, takeOver } from './elsewhere.ts';
import { signedInOwner } from './owners.ts';

const AFTER_A_CHANGE_MS = 1_500;
const LATER_MS = 10_000;

export function KeepElsewhere({ draft }: { draft: Draft }) {
  const { handin } = words;
  const { kept } = draft;
  useSaving(draft);
  if (!isCitizen.value) return null;
  const state = !kept ? '' : kept.savedAt ? handin.keptSince(formatRecent(kept.savedAt)) : handin.keepingNow;
  return (
    <>
      {kept?.trouble && <Choice draft={draft} />}
      <Folded title={handin.elsewhereTitle} open={Boolean(kept)}>
        <Checkbox id="elsewhere" label={handin.elsewhereKeep} checked={Boolean(kept)} onChange={(wanted) => void keepElsewhere(draft.id, wanted)} />
        <p class="hint">{handin.elsewhereHint}</p>
        <p class="hint" role="status">
          {!kept?.trouble && state}
        </p>
      </Folded>
    </>
  );
}

/** Saves some time after each change, and again later when that was not possible. */
function useSaving(draft: Draft): void {
  const wanted = Boolean(draft.kept) && !draft.kept?.trouble;
  const [again, setAgain] = useState(0);
  useEffect(() => {
    if (!wanted) return;
    let timer = setTimeout(async () => {
      const outcome = await saveElsewhere(draft.id).catch(() => 'settled' as const);
      if (outcome === 'later') timer = setTimeout(() => setAgain((times) => times + 1), LATER_MS);
    }, AFTER_A_CHANGE_MS);
    return () => clearTimeout(timer);
  }, [wanted, draft.touchedAt, draft.step, again]);
}

function Choice({ draft }: { draft: Draft }) {
  const { handin } = words;
  const { route } = useLocation();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const { code, detail } = draft.kept!.trouble!;
  const work = (doing: () => Promise<unknown>) => async () => {
    setBusy(true);
    setFault('');
    await doing().catch((thrown: unknown) => setFault(asProblem(thrown).message));
    setBusy(false);
  };
  const mine = () => saveElsewhere(draft.id, { overwrite: true });
  const theirs = async () => {
    const taken = await takeOver(draft.id, signedInOwner());
    route(`/chuan-bi/${draft.id}/${taken.draft.step}`, true);
  };
  const alone = () => change(draft.id, (now) => ({ ...now, kept: null }));
  return (
    <Notice tone="soon" icon="warning" live>
      <p>{detail || handin.unexpected}</p>
      {fault && <p>{fault}</p>}
      {code === 'draft_changed_elsewhere' ? (
        <>
          <Button kind="plain" busy={busy} onClick={work(mine)}>
            {handin.keepMine}
          </Button>
          <Button kind="plain" busy={busy} onClick={work(theirs)}>
            {handin.takeTheirs}
          </Button>
        </>
      ) : (
        <Button kind="plain" busy={busy} onClick={work(alone)}>
          {handin.keepHereOnly}
        </Button>
      )}
    </Notice>
  );
}
