/** The typed client. `ask(api.GET('/api/v1/me'))` answers the data or throws a `Problem`. */
import type { Client } from 'openapi-fetch';

import { heard, isAnswer, missed } from '../app/network.ts';
import { language } from '../words/index.ts';
import { Problem, problemOf, unanswered } from './problem.ts';
import { request } from './request.ts';
import type { components, paths } from './schema.d.ts';

export type Schemas = components['schemas'];

interface Init {
  params?: { path?: Record<string, string>; query?: Record<string, unknown> };
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

type Answer = { data?: unknown; response: Response };

/** openapi-fetch's types over 20 lines of our own: its code is 2.5 kB for things that we do not do. */
export const api = Object.fromEntries(
  ['GET', 'POST', 'PUT', 'DELETE'].map((method) => [method, (path: string, init?: Init) => call(method, path, init)]),
) as unknown as Pick<Client<paths>, 'GET' | 'POST' | 'PUT' | 'DELETE'>;

async function call(method: string, path: string, { params = {}, body, headers = {}, signal }: Init = {}): Promise<Answer> {
  const url = new URL(
    path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params.path?.[name] ?? '')),
    location.origin,
  );
  for (const [name, value] of Object.entries(params.query ?? {})) {
    if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
  }
  const sent = new Request(url, {
    method,
    headers: body === undefined ? headers : { 'Content-Type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  const response = await fetchOrProblem(sent);
  // 'No content' still names a type; there is nothing to read.
  const isData = response.ok && response.status !== 204 && response.headers.get('Content-Type')?.includes('json');
  return isData ? { data: await readJson(response), response } : { response };
}

async function fetchOrProblem(sent: Request): Promise<Response> {
  let response: Response;
  try {
    response = await request(sent, { language });
  } catch {
    if (sent.signal.aborted) throw new Problem({ code: 'aborted', detail: '' });
    missed();
    throw unanswered();
  }
  if (isAnswer(response)) heard();
  else missed();
  return response;
}

/** A body that ends early is a network's fault, like no answer at all. */
async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    missed();
    throw unanswered();
  }
}

/** Codes that say that nobody is signed in any more, and that renewing did not help. */
const SESSION_OVER = new Set(['sign_in_required', 'session_ended', 'token_expired', 'invalid_token']);
let sessionOver: () => void = () => {};

export function onSessionOver(listener: () => void): void {
  sessionOver = listener;
}

export async function ask<T>(answer: Promise<{ data?: T; response: Response }>): Promise<T> {
  const { data, response } = await answer;
  if (response.ok) return data as T;
  const problem = await problemOf(response);
  if (SESSION_OVER.has(problem.code)) sessionOver();
  throw problem;
}
