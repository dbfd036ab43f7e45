/** Taking a dossier back, after a sentence that says what will happen. */
import { useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../api/client.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import { useTask } from '../app/updates.ts';
import { Button } from '../patterns/Button.tsx';
import { Dialog } from '../patterns/Dialog.tsx';
import { Field } from '../patterns/forms.tsx';
import { Notice, ProblemNotice } from '../patterns/notices.tsx';
import { words } from './words.ts';

type Dossier = Schemas['OwnDossier'];

interface WithdrawProps {
  dossier: Dossier;
  onDone: (dossier: Dossier) => void;
  /** The office was faster: what is on the screen is no longer true. */
  onStale: () => unknown;
}

export function Withdraw({ dossier, onDone, onStale }: WithdrawProps) {
  const { dossiers, shell } = words;
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useTask(open && reason !== '');

  const withdraw = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const path = { dossier_id: dossier.id };
      onDone(await ask(api.POST('/api/v1/dossiers/{dossier_id}/withdraw', { params: { path }, body: { reason: reason.trim() || null } })));
      setDone(true);
      setOpen(false);
    } catch (thrown) {
      const found = asProblem(thrown);
      setProblem(found);
      if (found.status !== 409) return;
      setOpen(false);
      void onStale();
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      {done && (
        <Notice tone="done" live>
          <p>{dossiers.withdrawn}</p>
        </Notice>
      )}
      {problem && !open && <ProblemNotice problem={problem} />}
      {dossier.allowed_actions.includes('withdraw') && (
        <Button kind="quiet" onClick={() => setOpen(true)}>
          {dossiers.withdraw}
        </Button>
      )}
      <Dialog title={dossiers.withdraw} open={open} onClose={() => setOpen(false)}>
        <p>{dossier.status === 4 ? dossiers.withdrawAsks : dossiers.withdrawEnds}</p>
        <Field id="withdraw-reason" label={dossiers.withdrawReason} optional lines={3} maxLength={2000} value={reason} onInput={setReason} />
        {problem && <ProblemNotice problem={problem} />}
        <div class="buttons">
          <Button kind="danger" onClick={withdraw} busy={busy}>
            {busy ? dossiers.withdrawing : dossiers.withdraw}
          </Button>
          <Button kind="plain" onClick={() => setOpen(false)}>
            {shell.cancel}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
