/** A queue as far as it was opened, asked for again every half minute, with what has come in since. */
import { useEffect, useRef, useState } from 'preact/hooks';

import { api, ask } from '../api/client.ts';
import { useResource, type Resource } from '../app/useResource.ts';
import { arrived, type QueueName, type Row } from './queues.ts';

const PAGE = 30;
/** The service gives no more at once. */
const LARGEST_PAGE = 100;
const REFRESH_SECONDS = 30;

interface Pages {
  items: Row[];
  next: string | null;
  /** How many pages were asked for. */
  pages: number;
}

export interface Queue {
  resource: Resource<Pages>;
  rows: readonly Row[];
  /** How many have come in since the last look. */
  newOnes: number;
  more: () => Promise<void>;
}

export function useQueue(queue: QueueName): Queue {
  const opened = useRef({ queue, pages: 1 });
  if (opened.current.queue !== queue) opened.current = { queue, pages: 1 };
  // Nothing is kept on the computer: officers share it, and a queue of yesterday helps nobody.
  const resource = useResource(`desk ${queue}`, () => loadPages(queue, opened.current.pages), {
    keep: 'nothing',
    everySeconds: REFRESH_SECONDS,
  });
  const newOnes = useNewOnes(queue, resource.data);
  const more = () => {
    opened.current.pages += 1;
    return resource.reload();
  };
  return { resource, rows: resource.data?.items ?? [], newOnes, more };
}

async function loadPages(queue: QueueName, pages: number): Promise<Pages> {
  const items: Row[] = [];
  let cursor: string | null = null;
  for (const limit of limitsOf(pages)) {
    const query: { queue: QueueName; limit: number; cursor?: string } = { queue, limit, ...(cursor ? { cursor } : {}) };
    const answer: Omit<Pages, 'pages'> = await ask(api.GET('/api/v1/desk/dossiers', { params: { query } }));
    items.push(...answer.items);
    cursor = answer.next;
    if (cursor === null) break;
  }
  return { items, next: cursor, pages };
}

/** As few questions as the service allows for so many pages. */
export function limitsOf(pages: number): number[] {
  const limits: number[] = [];
  for (let left = pages * PAGE; left > 0; left -= LARGEST_PAGE) limits.push(Math.min(left, LARGEST_PAGE));
  return limits;
}

/** Only a refresh brings new ones: not a first look, not 'more'. */
function useNewOnes(queue: QueueName, data: Pages | undefined): number {
  const last = useRef<{ queue: QueueName; data: Pages } | null>(null);
  const [count, setCount] = useState(0);
  useEffect(() => {
    const before = last.current;
    if (before && before.queue !== queue) {
      last.current = null;
      setCount(0);
    }
    if (!data) return;
    if (before?.queue === queue && before.data.pages === data.pages) {
      const found = arrived(before.data.items, data.items).length;
      if (found > 0) setCount(found);
    }
    last.current = { queue, data };
  }, [queue, data]);
  return count;
}
