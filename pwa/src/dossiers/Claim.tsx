/** A walk-in's paper becomes part of the account of whoever holds it. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';

import { api, ask } from '../api/client.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import { isCitizen, me } from '../app/session.ts';
import { Button } from '../patterns/Button.tsx';
import { Card } from '../patterns/Card.tsx';
import { ProblemNotice } from '../patterns/notices.tsx';
import { words } from './words.ts';
import { ofTab } from '../storage/keyValue.ts';

const PUT_ASIDE = 'claim';

/**
 * The secret of this number while somebody signs in: in this tab only, because the address of the sign-in page is
 * sent to the server and the part behind '#' is not.
 */
export function secretKeptFor(number: string): string {
  const [kept, secret] = (ofTab.getItem(PUT_ASIDE) ?? '').split(' ');
  return number && kept === number ? (secret ?? '') : '';
}

export function Claim({ number, secret }: { number: string; secret: string }) {
  const { dossiers } = words;
  const { route } = useLocation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  if (me.value && !isCitizen.value) return null;

  const claim = async () => {
    if (!me.value) {
      ofTab.setItem(PUT_ASIDE, `${number} ${secret}`);
      route(`/dang-nhap?next=${encodeURIComponent(location.pathname)}`);
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      const dossier = await ask(api.POST('/api/v1/dossiers/claim', { body: { number, secret } }));
      ofTab.removeItem(PUT_ASIDE);
      route(`/ho-so/${dossier.id}`, true);
    } catch (thrown) {
      setProblem(asProblem(thrown));
      setBusy(false);
    }
  };

  return (
    <Card>
      <div class="stack">
        <p>{dossiers.claimHint}</p>
        {problem && <ProblemNotice problem={problem} />}
        <Button icon="plus" onClick={claim} busy={busy}>
          {busy ? dossiers.claiming : me.value ? dossiers.claim : dossiers.claimSignIn}
        </Button>
      </div>
    </Card>
  );
}
