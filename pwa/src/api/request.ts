/**
 * `fetch` to our service, in page and worker: patience, language, CSRF header, and a session that renews itself.
 *
 * An access token lives for minutes. When the service says it is over, it is renewed once and the request sent again;
 * tabs take turns, because a refresh token used twice looks like theft.
 */
import { csrfToken } from './csrf.ts';

const PATIENCE_MS = 20_000;
const REFRESH_PATH = '/api/v1/auth/refresh';
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** 401 with another code (a wrong one-time code) says nothing about the session. */
const RENEWABLE = new Set(['token_expired', 'sign_in_required', 'invalid_token']);

export interface RequestOptions {
  language?: string;
  /** How long an answer may take; sending a file takes its own time. */
  patienceMs?: number;
}

/**
 * Rejects with TypeError or a DOMException when no answer came, as `fetch` does. The answer is here to its last byte:
 * a body that stalls on the way is no answer either.
 */
export async function request(request: Request, options: RequestOptions = {}): Promise<Response> {
  const again = request.clone();
  const csrfBefore = await csrfToken('csrf_access_token');
  const response = await send(request, options);
  // An answer to HEAD has no body that could say why.
  if (response.status !== 401 || !(request.method === 'HEAD' || (await isRenewable(response)))) return response;
  return (await renewSession(csrfBefore)) ? send(again, options) : response;
}

async function send(request: Request, { language = 'vi', patienceMs = PATIENCE_MS }: RequestOptions): Promise<Response> {
  const headers = new Headers(request.headers);
  headers.set('Accept-Language', language);
  if (!SAFE_METHODS.has(request.method)) {
    const token = await csrfToken('csrf_access_token');
    if (token) headers.set('X-CSRF-TOKEN', token);
  }
  const [signal, release] = withPatience(request.signal, patienceMs);
  try {
    const response = await fetch(new Request(request, { headers, signal, credentials: 'same-origin' }));
    const bytes = await response.arrayBuffer();
    return new Response(bytes.byteLength > 0 ? bytes : null, response);
  } finally {
    release();
  }
}

/** `AbortSignal.any` would say it in a line, but iOS 16 does not know it. */
function withPatience(outer: AbortSignal, milliseconds: number): [AbortSignal, () => void] {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, milliseconds);
  if (outer.aborted) abort();
  outer.addEventListener('abort', abort);
  const release = () => {
    clearTimeout(timer);
    outer.removeEventListener('abort', abort);
  };
  return [controller.signal, release];
}

async function isRenewable(response: Response): Promise<boolean> {
  const body = (await response
    .clone()
    .json()
    .catch(() => null)) as { code?: string } | null;
  return RENEWABLE.has(body?.code ?? '');
}

/**
 * True when there is a fresh access token now, from us or from another tab; false when the session is over. Rejects
 * when nobody said so: a proxy whose service is away must not sign anybody out.
 */
async function renewSession(csrfBefore: string | null): Promise<boolean> {
  return navigator.locks.request('renew-session', async () => {
    if ((await csrfToken('csrf_access_token')) !== csrfBefore) return true;
    const token = await csrfToken('csrf_refresh_token');
    if (!token) return false;
    const response = await fetch(REFRESH_PATH, {
      method: 'POST',
      headers: { 'X-CSRF-TOKEN': token },
      credentials: 'same-origin',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok && response.status !== 401 && response.status !== 403) throw new TypeError(`refresh: ${response.status}`);
    return response.ok;
  });
}
