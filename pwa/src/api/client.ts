/** The typed client. `ask(api.GET('/api/v1/me'))` answers the data or throws a `Problem`. */
import createClient from 'openapi-fetch';

import { heard, missed } from '../app/network.ts';
import { language } from '../words/index.ts';
import { Problem, problemOf, unanswered } from './problem.ts';
import { request } from './request.ts';
import type { components, paths } from './schema.d.ts';

export type Schemas = components['schemas'];

async function fetchOrProblem(input: Request): Promise<Response> {
  let response: Response;
  try {
    response = await request(input, { language });
  } catch {
    if (input.signal.aborted) throw new Problem({ code: 'aborted', detail: '' });
    missed();
    throw unanswered();
  }
  heard();
  return response;
}

export const api = createClient<paths>({ baseUrl: location.origin, fetch: fetchOrProblem });

/** Codes that say that nobody is signed in any more, and that renewing did not help. */
const SESSION_OVER = new Set(['sign_in_required', 'session_ended', 'token_expired', 'invalid_token']);
let sessionOver: () => void = () => {};

export function onSessionOver(listener: () => void): void {
  sessionOver = listener;
}

export async function ask<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await answer;
  if (response.ok) return data as T;
  const problem = await problemFrom(error, response);
  if (SESSION_OVER.has(problem.code)) sessionOver();
  throw problem;
}

/** openapi-fetch has read the body already, so it is put back for the one reader of problems. */
async function problemFrom(error: unknown, response: Response): Promise<Problem> {
  const body = typeof error === 'string' ? error : JSON.stringify(error ?? null);
  return problemOf(new Response(body, { status: response.status, headers: response.headers }));
}
