/** What a page shows from the service: at once as last seen, then as it is now. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

import { Problem } from '../api/problem.ts';
import { recall, remember } from '../storage/lastSeen.ts';
import { network } from './network.ts';
import { owner } from './session.ts';
import { NEWS } from './workerMessages.ts';

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
  /** When `data` was true. */
  seenAt?: number | undefined;
  problem?: Problem | undefined;
  /** A fault of our own, thrown while drawing so that the CrashGuard sees it. */
  fault?: { thrown: unknown } | undefined;
  loading: boolean;
}

/** `key` names the answer on this phone; null loads nothing yet. */
export function useResource<T>(key: string | null, load: () => Promise<T>, options: Options = {}): Resource<T> {
  const { keep = 'personal', everySeconds } = options;
  const [state, setState] = useState<State<T>>({ key, loading: key !== null });
  const current = useRef({ key, load });
  current.current = { key, load };
  const keptFor = keep === 'public' ? '' : owner.value;
  // Raised by whatever is newer than an answer on its way: that answer is then too old to be shown or kept.
  const turn = useRef(0);
  const isMine = useCallback(() => keep === 'public' || owner.peek() === keptFor, [keep, keptFor]);

  const show = useCallback(
    (data: T) => {
      if (keep !== 'nothing') void remember(keptFor, key!, data);
      if (current.current.key === key) setState({ key, data, seenAt: Date.now(), loading: false });
    },
    [key, keep, keptFor],
  );

  const reload = useCallback(async () => {
    if (key === null) return;
    const mine = ++turn.current;
    const isOld = () => (current.current.key === key && turn.current !== mine) || !isMine();
    setState((old) => ({ ...old, key, loading: true }));
    try {
      const data = await current.current.load();
      if (!isOld()) show(data);
    } catch (thrown) {
      if (isOld() || current.current.key !== key) return;
      if (!(thrown instanceof Problem)) setState((old) => ({ ...old, fault: { thrown } }));
      else if (thrown.code !== 'aborted') setState((old) => ({ ...old, key, problem: thrown, loading: false }));
    }
  }, [key, isMine, show]);

  useEffect(() => {
    let wanted = true;
    setState({ key, loading: key !== null });
    if (key === null) return;
    const recalled = keep === 'nothing' ? Promise.resolve(undefined) : recall<T>(keptFor, key);
    void recalled.then((seen) => {
      if (!wanted || !seen) return;
      setState((old) => (old.data === undefined ? { ...old, data: seen.value, seenAt: seen.seenAt } : old));
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
    addEventListener(NEWS, refresh);
    let before = network.peek();
    const unsubscribe = network.subscribe((now) => {
      if (now === 'online' && before !== 'online') refresh();
      before = now;
    });
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refresh);
      removeEventListener(NEWS, refresh);
      unsubscribe();
    };
  }, [key, everySeconds, reload]);

  const replace = useCallback(
    (data: T) => {
      if (key === null || !isMine()) return;
      turn.current += 1;
      show(data);
    },
    [key, isMine, show],
  );

  const shown: State<T> = state.key === key ? state : { key, loading: key !== null };
  if (shown.fault) throw shown.fault.thrown;
  return {
    data: shown.data,
    asOf: shown.problem && !shown.loading ? shown.seenAt : undefined,
    problem: shown.problem,
    loading: shown.loading,
    reload,
    replace,
  };
}
