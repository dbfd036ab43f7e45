/** What a page shows from the service: at once as last seen, then as it is now. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

import { asProblem, type Problem } from '../api/problem.ts';
import { recall, remember } from '../storage/lastSeen.ts';
import { network } from './network.ts';
import { owner } from './session.ts';
import { PUSHED } from './workerMessages.ts';

export interface Resource<T> {
  /** undefined until something is known; stays when an update fails. */
  data: T | undefined;
  /** When `data` was true, if it could not be updated just now. */
  asOf: number | undefined;
  problem: Problem | undefined;
  loading: boolean;
  reload: () => Promise<void>;
  /** Put an answer that the page already has (after an action) in the place of the old one. */
  replace: (value: T) => void;
}

interface Options {
  /** 'public' pages stay on the phone after signing out. */
  keep?: 'personal' | 'public' | 'nothing';
  /** Ask again by itself while the page is in view. */
  everySeconds?: number;
}

interface State<T> {
  key: string | null;
  data?: T | undefined;
  asOf?: number | undefined;
  problem?: Problem | undefined;
  loading: boolean;
}

/** `key` names the answer on this phone; null loads nothing yet. */
export function useResource<T>(key: string | null, load: () => Promise<T>, options: Options = {}): Resource<T> {
  const { keep = 'personal', everySeconds } = options;
  const [state, setState] = useState<State<T>>({ key, loading: key !== null });
  const current = useRef({ key, load });
  current.current = { key, load };
  const keptFor = keep === 'public' ? '' : owner.value;

  const reload = useCallback(async () => {
    if (key === null) return;
    const stillWanted = () => current.current.key === key;
    setState((old) => ({ ...old, key, loading: true }));
    try {
      const data = await current.current.load();
      if (keep !== 'nothing') void remember(keptFor, key, data);
      if (stillWanted()) setState({ key, data, loading: false });
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.code === 'aborted') return;
      if (stillWanted()) setState((old) => ({ ...old, key, problem, loading: false }));
    }
  }, [key, keep, keptFor]);

  useEffect(() => {
    let wanted = true;
    setState({ key, loading: key !== null });
    if (key === null) return;
    const recalled = keep === 'nothing' ? Promise.resolve(undefined) : recall<T>(keptFor, key);
    void recalled.then((seen) => {
      if (!wanted || !seen) return;
      setState((old) => (old.data === undefined ? { ...old, data: seen.value, asOf: seen.seenAt } : old));
    });
    void reload();
    return () => {
      wanted = false;
    };
  }, [key, keep, keptFor, reload]);

  // Back from the background or from a network hole: what is on the screen may be old.
  useEffect(() => {
    if (key === null) return;
    const refresh = () => {
      if (document.visibilityState === 'visible') void reload();
    };
    const timer = everySeconds ? setInterval(refresh, everySeconds * 1000) : undefined;
    document.addEventListener('visibilitychange', refresh);
    addEventListener(PUSHED, refresh);
    let before = network.peek();
    const unsubscribe = network.subscribe((now) => {
      if (now === 'online' && before !== 'online') refresh();
      before = now;
    });
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refresh);
      removeEventListener(PUSHED, refresh);
      unsubscribe();
    };
  }, [key, everySeconds, reload]);

  const replace = useCallback(
    (data: T) => {
      if (key === null) return;
      if (keep !== 'nothing') void remember(keptFor, key, data);
      setState({ key, data, loading: false });
    },
    [key, keep, keptFor],
  );

  const shown: State<T> = state.key === key ? state : { key, loading: key !== null };
  return {
    data: shown.data,
    asOf: shown.loading ? undefined : shown.asOf,
    problem: shown.problem,
    loading: shown.loading,
    reload,
    replace,
  };
}
