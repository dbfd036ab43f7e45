/** One shape for whatever can go wrong with a request; its sentence says who has to act. */
import { words } from '../words/index.ts';

export interface FieldProblem {
  field?: string;
  detail?: string;
  code?: string;
  [more: string]: unknown;
}

/** `offline` and `unreachable` never reached the service; all else is its own stable code (RFC 9457 `code`). */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  /** Whether sending the same again may help. */
  readonly retryable: boolean;
  readonly errors: readonly FieldProblem[];
  readonly retryAfterSeconds: number | null;

  constructor(facts: {
    code: string;
    detail: string;
    status?: number;
    retryable?: boolean;
    errors?: readonly FieldProblem[];
    retryAfterSeconds?: number | null;
  }) {
    super(facts.detail);
    this.name = 'Problem';
    this.code = facts.code;
    this.status = facts.status ?? 0;
    this.retryable = facts.retryable ?? false;
    this.errors = facts.errors ?? [];
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null;
  }

  /** The request never got an answer: the network's or the server's turn, and the same may be sent again. */
  get unanswered(): boolean {
    return this.code === 'offline' || this.code === 'unreachable';
  }

  get needsSignIn(): boolean {
    return this.status === 401;
  }
}

export function unanswered(): Problem {
  return navigator.onLine
    ? new Problem({ code: 'unreachable', detail: words.shell.problemUnreachable, retryable: true })
    : new Problem({ code: 'offline', detail: words.shell.problemOffline, retryable: true });
}

/** Reads a problem document; an answer that is none (a proxy's page) becomes one. */
export async function problemOf(response: Response): Promise<Problem> {
  const retryAfter = Number(response.headers.get('Retry-After'));
  const retryAfterSeconds = Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null;
  if (response.headers.get('Content-Type')?.includes('json')) {
    const body = (await response.json().catch(() => null)) as {
      code?: string;
      detail?: string;
      retryable?: boolean;
      errors?: FieldProblem[];
    } | null;
    if (body?.code && body.detail) {
      const { code, detail, retryable = false, errors = [] } = body;
      return new Problem({ code, detail, status: response.status, retryable, errors, retryAfterSeconds });
    }
  }
  const serverFault = response.status >= 500;
  return new Problem({
    code: serverFault ? 'unreachable' : 'unexpected_answer',
    detail: serverFault ? words.shell.problemUnreachable : words.shell.problemUnexpected,
    status: response.status,
    retryable: serverFault,
    retryAfterSeconds,
  });
}

/** Anything thrown, as a problem. A fault of our own is not hidden: it is thrown again. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  throw thrown;
}
