/**
 * Sends what waits, one draft after the other, in whichever page or worker holds the lock: never in two at once.
 *
 * The phone keeps everything until the service has said 'received'; only then the bytes go.
 */
import type { Draft, DraftFile } from './draft.ts';
import { change, readBytes, readDrafts } from './drafts.ts';
import { sha256Of } from './fingerprint.ts';
import { moveAfter, uploadsToMend, type Answer } from './nextMove.ts';
import { askFor, Refused, sendFile, type Ask } from './tus.ts';

/** done: nothing waits. busy: another page is at it. later: try again. sign_in: not before somebody has signed in. */
export type Outcome = 'done' | 'busy' | 'later' | 'no_answer' | 'sign_in';

export async function drain(): Promise<Outcome> {
  return await navigator.locks.request('outbox', { ifAvailable: true }, async (lock) => (lock ? drainAll() : 'busy'));
}

const MOST_ROUNDS = 3;
const isWaiting = ({ state }: Draft) => state === 'waiting' || state === 'sending';
/** Only with the session of who handed it in; of nobody's, once somebody says that it is theirs. */
export const isOthers = ({ trouble }: Draft) => trouble?.code === 'other_owner' || trouble?.code === 'who_sends';

async function drainAll(): Promise<Outcome> {
  const tried = new Set<string>();
  for (;;) {
    const waiting = (await readDrafts()).filter(isWaiting);
    // What failed last goes behind the others: one that never gets through must not hold them up.
    const [draft] = waiting.filter(({ id }) => !tried.has(id)).sort((one, other) => one.triedAt - other.triedAt);
    if (!draft) return waiting.every(isOthers) ? 'done' : 'later';
    tried.add(draft.id);
    const outcome = await sendOne(draft);
    if (outcome !== 'done') return outcome;
  }
}

/** Answers 'done' also for a draft that is left behind while others may go on. */
async function sendOne(waiting: Draft): Promise<Outcome> {
  const { id } = waiting;
  try {
    const ask = askFor(waiting);
    // Before anything is sent; later each request is refused when somebody else has signed in meanwhile.
    const me = await ask('/api/v1/me');
    // Handed in without a network and without signing in: never in the name of whoever signs in next.
    if (!waiting.owner && moveAfter(me) !== 'retry') throw new Refused({ status: 401, code: 'who_sends', detail: '' });
    if (me.status !== 200) throw new Refused(me);
    const draft = await change(id, (now) => (isWaiting(now) ? { ...now, state: 'sending', trouble: null, triedAt: Date.now() } : undefined));
    if (draft) await send(ask, draft);
    return 'done';
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    return giveUp(id, thrown);
  }
}

const SIGNING_IN: Record<string, string> = { other_person: 'other_owner', who_sends: 'who_sends' };

/** The network, the service behind a network that is there, or neither of them: then what the service said. */
function whoIsAway({ status, code }: Answer): string {
  if (status === 0 && navigator.onLine) return 'server_away';
  return status >= 500 && code === 'unexpected' ? 'server_busy' : code;
}

/** Writes down, for the citizen to read, why it was not sent. */
async function giveUp(id: string, { answer, fileId }: Refused): Promise<Outcome> {
  const { status, code, errors = [] } = answer;
  const move = moveAfter(answer);
  const detail = [answer.detail, ...errors.map((error) => error.detail)].join(' ').trim();
  const trouble = { code: SIGNING_IN[code] ?? (move === 'sign_in' ? 'sign_in' : whoIsAway(answer)), detail, fileId };
  await change(id, (now) => {
    if (!isWaiting(now)) return undefined;
    if (move !== 'stuck') return { ...now, state: 'waiting', trouble, triedAt: Date.now() };
    // A refusal is an answer: nothing was handed in, unless (409) under this id something was before.
    return { ...now, state: 'stuck', trouble, attempted: status === 409 };
  });
  if (status === 0) return 'no_answer';
  return trouble.code === 'sign_in' ? 'sign_in' : 'done';
}

async function send(ask: Ask, draft: Draft): Promise<void> {
  for (let round = 1; ; round++) {
    for (const file of draft.files) if (!(await sendUnlessThere(ask, draft.id, file))) return;
    // From here on it may be handed in, whatever we hear: the citizen's own change would make it another one.
    const listed = await change(draft.id, (now) => (now.state === 'sending' ? { ...now, attempted: true } : undefined));
    if (!listed) return;
    const answer = await handIn(ask, listed);
    if (moveAfter(answer) === 'go_on') return received(draft.id, answer.body as { submission_number: string });
    const mended = uploadsToMend(answer);
    if (mended.size === 0 || round === MOST_ROUNDS) throw new Refused(answer);
    const again = await change(draft.id, (now) => (now.state === 'sending' ? { ...now, files: now.files.map((file) => mend(file, mended)) } : undefined));
    if (!again) return;
    draft = again;
  }
}

/** False when the citizen has taken the draft back meanwhile. */
async function sendUnlessThere(ask: Ask, draftId: string, file: DraftFile): Promise<boolean> {
  if (file.uploadId && file.offset === file.size) return true;
  const bytes = await readBytes(file.id);
  if (!bytes) throw new Refused({ status: 410, code: 'file_lost', detail: '' }, file.id);
  // Before the first byte goes out: the service would say so only after the last.
  if ((await sha256Of(bytes)) !== file.sha256) throw new Refused({ status: 410, code: 'file_changed', detail: '' }, file.id);
  return sendFile(ask, file, bytes, async (known) => {
    const saved = await change(draftId, (now) =>
      now.state === 'sending' ? { ...now, files: now.files.map((one) => (one.id === file.id ? { ...one, ...known } : one)) } : undefined,
    );
    return saved !== undefined;
  });
}

function mend(file: DraftFile, mended: ReturnType<typeof uploadsToMend>): DraftFile {
  const how = mended.get(file.uploadId ?? '');
  return how ? { ...file, offset: 0, uploadId: how === 'ask_offset' ? file.uploadId : null } : file;
}

async function handIn(ask: Ask, draft: Draft): Promise<Answer & { body?: unknown }> {
  const dossier = `/api/v1/dossiers/${draft.dossierId}`;
  const documents = draft.files.map(({ paperId, uploadId, sha256, size }) => ({ requirement_id: paperId, upload_id: uploadId, sha256, size }));
  const note = draft.note.trim() || null;
  const headers = { 'Content-Type': 'application/json' };
  if (draft.kind === 'dossier') {
    const { full_name, phone, identity_number } = draft.applicant;
    const body = JSON.stringify({
      procedure_code: draft.procedure.code,
      agency_code: draft.office?.code,
      case: draft.case,
      applicant: { full_name, phone, identity_number: identity_number || null },
      documents,
      note,
    });
    return ask(dossier, { method: 'PUT', headers, body });
  }
  const answer = await ask(`${dossier}/supplement`, { method: 'POST', headers, body: JSON.stringify({ documents, note }) });
  if (answer.status !== 409 && answer.status !== 422) return answer;
  // Handing in a supplement twice is refused, also when only the first answer was lost: look whether it is there.
  const now = await ask(dossier);
  if (moveAfter(now) === 'retry' || moveAfter(now) === 'sign_in') return now;
  const there = new Set((now.body as { documents?: { upload_id: string }[] } | null)?.documents?.map((one) => one.upload_id));
  return draft.files.every(({ uploadId }) => there.has(uploadId!)) ? now : answer;
}

/** Nothing personal stays: the service has it all now. Ids and number lead from the old address to the dossier. */
async function received(id: string, { submission_number: submissionNumber }: { submission_number: string }): Promise<void> {
  await change(id, ({ kind, dossierId, createdAt, triedAt }) => ({
    id,
    kind,
    dossierId,
    state: 'handed_in',
    submissionNumber,
    createdAt,
    triedAt,
    procedure: { code: '', name: '', cases: [], papers: [], limits: [], feeKind: '', fees: [], province: null },
    request: '',
    case: null,
    forOther: false,
    applicant: { full_name: '', phone: '', identity_number: '' },
    office: null,
    note: '',
    skipped: [],
    files: [],
    step: '',
    trouble: null,
    owner: null,
    attempted: false,
  }));
}
