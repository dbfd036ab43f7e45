/** Answers to a look-up: from the service, else from the catalogue on this phone. */
import { api, ask, type Schemas } from '../api/client.ts';
import { Problem } from '../api/problem.ts';
import { network } from '../app/network.ts';
import { keptPlace } from '../storage/myOffice.ts';
import { loadOffline } from './keepCatalogue.ts';
import type { Filters } from './offlineSearch.ts';

export type Item = Schemas['ProcedureItem'];

export interface Question extends Filters {
  query: string;
}

export interface Answer {
  items: Item[];
  total: number;
  /** The service's cursor. */
  next: string | null;
  fromPhone: boolean;
  /** null without a query. */
  understood: Schemas['Understood'] | null;
}

const PAGE = 20;
/** Not there at once: the phone answers meanwhile, where it has the catalogue. */
const SLOW_MS = 100;
/** Time and fee of procedures that the service has told of since the app was opened; the phone's catalogue lacks them. */
const facts = new Map<string, Item['facts']>();

/** Throws the Problem of the service when the phone has no catalogue either. `onMeanwhile` gets the phone's answer when the service is slow. */
export async function lookUp(question: Question, signal: AbortSignal, onMeanwhile: (answer: Answer) => void): Promise<Answer> {
  const known = network.peek() !== 'online' && (await fromPhone(question));
  if (known) return known;
  const timer = setTimeout(() => void fromPhone(question).then((answer) => answer && onMeanwhile(answer)), SLOW_MS);
  try {
    return await fromService(question, signal, null);
  } catch (thrown) {
    const answer = thrown instanceof Problem && thrown.unanswered && (await fromPhone(question));
    if (answer) return answer;
    throw thrown;
  } finally {
    clearTimeout(timer);
  }
}

/** The answer with its next page added. */
export async function lookUpMore(question: Question, before: Answer, signal: AbortSignal): Promise<Answer> {
  const more = before.fromPhone
    ? await fromPhone(question, before.items.length)
    : await fromService(question, signal, before.next);
  return more ? { ...more, items: [...before.items, ...more.items] } : { ...before, next: null };
}

async function fromService({ query, field, level }: Question, signal: AbortSignal, cursor: string | null): Promise<Answer> {
  const place = keptPlace();
  const asked = { q: query, limit: PAGE, ...(place && { province: place.province }), ...(field && { field }), ...(level && { level }), ...(cursor && { cursor }) };
  const page = await ask(api.GET('/api/v1/procedures', { params: { query: asked }, signal }));
  for (const item of page.items) facts.set(item.code, item.facts);
  return { ...page, fromPhone: false };
}

async function fromPhone(question: Question, skip = 0): Promise<Answer | undefined> {
  const index = await (await loadOffline()).offlineIndex();
  if (!index) return undefined;
  const start = performance.now();
  const { items, total } = index.search(question.query, question, skip, PAGE);
  performance.measure('look-up', { start });
  const end = skip + items.length;
  return {
    items: items.map((item) => ({ ...item, facts: facts.get(item.code) ?? null })),
    total,
    next: end < total ? String(end) : null,
    fromPhone: true,
    understood: question.query.trim() ? index.reading(question.query) : null,
  };
}
