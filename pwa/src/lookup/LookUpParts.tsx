/**
 * Fetches the file with the results when they are first wanted.
 *
 * Not by `lazy`: a page that waits is drawn beside the one before, and the search box would be another element then.
 */
import { useEffect, useState } from 'preact/hooks';

import { unanswered } from '../api/problem.ts';
import { ProblemNotice, Skeleton } from '../patterns/notices.tsx';
import type { Question } from './lookUp.ts';

type Content = (typeof import('./LookUpPage.tsx'))['default'];

interface Props {
  question: Question;
  onAsk: (question: Question) => void;
}

export function LookUpParts(props: Props) {
  const [Content, setContent] = useState<Content>();
  const [failed, setFailed] = useState(false);
  const load = () => {
    setFailed(false);
    import('./LookUpPage.tsx').then((parts) => setContent(() => parts.default)).catch(() => setFailed(true));
  };
  useEffect(load, []);
  if (Content) return <Content {...props} />;
  return failed ? <ProblemNotice problem={unanswered()} onRetry={load} /> : <Skeleton rows={5} />;
}
