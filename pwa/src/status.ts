/**
 * What the status page knows about the service, as a pure function of what it has heard. No I/O, no clock.
 *
 * The service is *ready* when /readyz says so; *starting* when it asks for patience; *degraded* when it answers
 * anything else; *unreachable* when no usable answer came back. The catalogue is extra: a service that is ready
 * stays ready when only the list of procedures could not be read.
 */

export interface Procedure {
  code: string;
  name: string;
  field: string | null;
  level: string | null;
}

export interface Catalogue {
  procedures: Procedure[];
  /** How many procedures the whole catalogue has; null when the service did not count them. */
  total: number | null;
}

/** One thing the service needs and does not have; `outcome` is its own word for what is wrong, when it gave one. */
export interface FailingCheck {
  name: string;
  outcome: string | null;
}

export type Status =
  | { kind: 'loading' }
  | { kind: 'ready'; catalogue: Catalogue | null }
  | { kind: 'starting'; failingChecks: FailingCheck[] }
  | { kind: 'degraded'; failingChecks: FailingCheck[] }
  | { kind: 'unreachable'; deviceOffline: boolean };

export interface StatusState {
  status: Status;
  /** A question is on its way. The last status stays on screen meanwhile. */
  checking: boolean;
}

export type StatusEvent =
  | { type: 'asked' }
  | { type: 'answered'; readiness: unknown; catalogue: unknown }
  | { type: 'failed'; deviceOffline: boolean };

export const initialState: StatusState = { status: { kind: 'loading' }, checking: true };

export function nextState(state: StatusState, event: StatusEvent): StatusState {
  switch (event.type) {
    case 'asked':
      return { ...state, checking: true };
    case 'answered':
      return { status: readStatus(event.readiness, event.catalogue), checking: false };
    case 'failed':
      return { status: { kind: 'unreachable', deviceOffline: event.deviceOffline }, checking: false };
  }
}

/** How long to wait before asking again unasked; null when there is nothing to wait for. */
export function secondsUntilNextCheck(status: Status): number | null {
  switch (status.kind) {
    case 'starting':
      return 3;
    case 'degraded':
    case 'unreachable':
      return 15;
    case 'loading':
    case 'ready':
      return null;
  }
}

function readStatus(readiness: unknown, catalogue: unknown): Status {
  if (!isRecord(readiness) || typeof readiness.status !== 'string') {
    // Somebody answered, but not our service: a proxy, or the sign-in page of a public Wi-Fi.
    return { kind: 'unreachable', deviceOffline: false };
  }
  if (readiness.status === 'ready') return { kind: 'ready', catalogue: readCatalogue(catalogue) };
  return {
    kind: readiness.status === 'starting' ? 'starting' : 'degraded',
    failingChecks: failingChecks(readiness.checks),
  };
}

function failingChecks(checks: unknown): FailingCheck[] {
  if (!isRecord(checks)) return [];
  return Object.entries(checks)
    .filter(([, outcome]) => outcome !== 'ok' && outcome !== true)
    .map(([name, outcome]) => ({ name, outcome: textOrNull(outcome) }));
}

function readCatalogue(answer: unknown): Catalogue | null {
  if (!isRecord(answer) || !Array.isArray(answer.items)) return null;
  return {
    procedures: answer.items.filter(isRecord).flatMap(readProcedure),
    total: typeof answer.total === 'number' ? answer.total : null,
  };
}

function readProcedure(item: Record<string, unknown>): Procedure[] {
  if (typeof item.code !== 'string' || typeof item.name !== 'string') return [];
  return [{ code: item.code, name: item.name, field: textOrNull(item.field), level: textOrNull(item.level) }];
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
