/** The state of a look-up while somebody types: the last answer stays until the next one is there. */
import { useEffect, useRef, useState } from 'preact/hooks';

import { asProblem, type Problem } from '../api/problem.ts';
import { network } from '../app/network.ts';
import { keptPlace } from '../storage/myOffice.ts';
import { lookUp, lookUpMore, type Answer, type Question } from './lookUp.ts';
import { untouched } from './untouched.ts';

interface State {
  answer?: Answer;
  /** What the answer is to. */
  question?: Question;
  problem?: Problem;
  busy: boolean;
}

/** The last answer, with all that was asked for more: who comes back from a result finds the list as it was. */
let last: { question: Question; answer: Answer; province: string | undefined } | undefined;

function lastFor({ query, field, level }: Question): State | undefined {
  const { question: of, answer, province } = last ?? {};
  const isSame = of?.query === query && of.field === field && of.level === level && province === keptPlace()?.province;
  return isSame ? { answer: answer!, question: of, busy: false } : undefined;
}

export function useLookUp(question: Question) {
  const { query, field, level } = question;
  const [state, setState] = useState<State>(() => lastFor(question) ?? { busy: true });
  const answered = useRef(!state.busy);
  const [attempt, setAttempt] = useState(0);
  const current = useRef<AbortController>(undefined);
  const online = network.value === 'online';

  useEffect(() => {
    if (answered.current) {
      answered.current = false;
      return;
    }
    const asked = { query, field, level };
    void run((signal, meanwhile) => lookUp(asked, signal, meanwhile), asked);
    return () => current.current?.abort();
  }, [query, field, level, online, attempt]);

  async function run(work: (signal: AbortSignal, meanwhile: (answer: Answer) => void) => Promise<Answer>, asked: Question) {
    current.current?.abort();
    const controller = (current.current = new AbortController());
    const { signal } = controller;
    setState(({ answer, question: of }) => ({ ...(answer && of && { answer, question: of }), busy: true }));
    try {
      let shown: Answer | undefined;
      const answer = await work(signal, (early) => {
        if (signal.aborted) return;
        shown = early;
        setState((now) => (now.busy ? { answer: early, question: asked, busy: true } : now));
      });
      if (shown && !sameOrder(shown, answer)) await untouched();
      if (signal.aborted) return;
      last = answer.fromPhone ? undefined : { question: asked, answer, province: keptPlace()?.province };
      setState({ answer, question: asked, busy: false });
    } catch (thrown) {
      if (signal.aborted) return;
      const problem = asProblem(thrown);
      setState(({ answer, question: of }) => ({ ...(of === asked && answer && { answer, question: of }), problem, busy: false }));
    }
  }

  return {
    ...state,
    retry: () => setAttempt((number) => number + 1),
    more: () => {
      const { answer, question: of, busy } = state;
      if (answer && of && !busy) void run((signal) => lookUpMore(of, answer, signal), of);
    },
  };
}

/** Whether one only says more of the same rows. */
function sameOrder({ items: before }: Answer, { items: after }: Answer): boolean {
  return before.every(({ code }, place) => after[place]?.code === code);
}
