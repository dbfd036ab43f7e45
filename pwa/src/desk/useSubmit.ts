/** Sending a form of the desk: one at a time, only without faults, and what was refused can be sent again. */
import { useRef, useState } from 'preact/hooks';

import { asProblem, type Problem } from '../api/problem.ts';

interface Submit {
  /** Nothing that was typed is wrong. */
  ready: boolean;
  /** Leads away from the form: that stays busy until it is gone. */
  send: () => Promise<void>;
  /** Before the refusal is shown. */
  onRefused?: (problem: Problem) => unknown;
}

export function useSubmit({ ready, send, onRefused }: Submit) {
  /** How often it was sent or refused; before the first time no fault is shown. */
  const [tries, setTries] = useState(0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  // A second press may come before the button is drawn busy.
  const running = useRef(false);

  const submit = async (event: Event) => {
    event.preventDefault();
    setTries((count) => count + 1);
    if (running.current || !ready) return;
    running.current = true;
    setBusy(true);
    setProblem(null);
    try {
      await send();
    } catch (thrown) {
      const found = asProblem(thrown);
      await onRefused?.(found);
      setProblem(found);
      setTries((count) => count + 1);
      setBusy(false);
      running.current = false;
    }
  };
  return { tries, busy, problem, submit, forgetProblem: () => setProblem(null) };
}
