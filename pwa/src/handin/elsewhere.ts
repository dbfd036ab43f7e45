/**
 * A draft kept on the service at the citizen's wish, so that another device goes on with it: saving what has changed here,
 * and taking over what was prepared there. The pages go as uploads, as they would to be handed in.
 */
import { api, ask, type Schemas } from '../api/client.ts';
import { request } from '../api/request.ts';
import { language } from '../words/index.ts';
import { thumbnailKey, type Draft, type DraftFile, type Kept, type StoredBytes } from './draft.ts';
import { addDraft, change, readBytes, readDraft } from './drafts.ts';
import { sha256Of } from './fingerprint.ts';
import { moveAfter, uploadsToMend } from './nextMove.ts';
import { PhotoShrinker } from './photo/photoShrinker.ts';
import { draftOf, snapshotOf } from './snapshot.ts';
import { askFor, Refused, sendFile, type Ask, type Heard } from './tus.ts';

export type KeptLine = Schemas['KeptDraft'];
type Content = Schemas['DraftContent'];

/** settled: nothing more to do for now. later: no network, or another sending is under way. */
export type Saved = 'settled' | 'later';

const addressOf = (id: string) => `/api/v1/drafts/${id}`;

/** Whose it is and what this device may save of it. */
const isToKeep = ({ state, kept, owner }: Draft) => state === 'editing' && Boolean(kept && owner) && !kept?.trouble;

export async function keepElsewhere(id: string, wanted: boolean): Promise<void> {
  await change(id, (now) => ({ ...now, kept: wanted ? { version: null, savedAs: '', savedAt: 0 } : null }));
  // What cannot be asked for now goes by itself after thirty days.
  if (!wanted) await ask(api.DELETE('/api/v1/drafts/{draft_id}', { params: { path: { draft_id: id } } })).catch(() => {});
}

/** Under the lock of the outbox: no page goes twice, whoever sends it. */
export async function saveElsewhere(id: string, { overwrite = false } = {}): Promise<Saved> {
  return await navigator.locks.request('outbox', { ifAvailable: true }, async (lock): Promise<Saved> => (lock ? await save(id, overwrite) : 'later'));
}

async function save(id: string, overwrite: boolean): Promise<Saved> {
  if (overwrite) await putKept(id, (kept) => ({ ...kept, trouble: null }));
  const before = await readDraft(id);
  if (!before || !isToKeep(before)) return 'settled';
  const askService = askFor({ owner: before.owner, ...(language && { language }) });
  try {
    for (const file of before.files) if (!(await sendPage(askService, id, file))) return 'later';
    const draft = await readDraft(id);
    if (!draft?.kept) return 'settled';
    const text = JSON.stringify(contentOf(draft));
    if (text === draft.kept.savedAs && !overwrite) return 'settled';
    return await put(askService, draft, text, overwrite);
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    return answered(id, thrown.answer);
  }
}

async function put(askService: Ask, draft: Draft, text: string, overwrite: boolean): Promise<Saved> {
  const { version } = draft.kept!;
  const condition = overwrite ? '*' : version !== null ? `"${version}"` : undefined;
  const answer = await askService(addressOf(draft.id), {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', ...(condition && { 'If-Match': condition }) },
    body: text,
  });
  if (moveAfter(answer) !== 'go_on') return answered(draft.id, answer);
  const line = answer.body as KeptLine;
  await putKept(draft.id, (kept) => ({ ...kept, version: line.version, savedAs: text, savedAt: Date.now(), trouble: null }));
  return 'settled';
}

/** A page that the service has lost is sent again with the next saving; what only the citizen can decide is written down. */
async function answered(id: string, answer: Heard): Promise<Saved> {
  const mended = uploadsToMend(answer);
  if (mended.size > 0) {
    await change(id, (now) => ({ ...now, files: now.files.map((file) => (mended.has(file.uploadId ?? '') ? { ...file, uploadId: null, offset: 0 } : file)) }));
    return 'later';
  }
  if (moveAfter(answer) === 'retry') return 'later';
  await putKept(id, (kept) => ({ ...kept, trouble: { code: answer.code, detail: answer.detail } }));
  return 'settled';
}

async function putKept(id: string, edit: (kept: Kept) => Kept): Promise<void> {
  await change(id, (now) => (now.kept ? { ...now, kept: edit(now.kept) } : undefined));
}

async function sendPage(askService: Ask, draftId: string, file: DraftFile): Promise<boolean> {
  if (file.uploadId && file.offset === file.size) return true;
  const bytes = await readBytes(file.id);
  if (!bytes) return true; // the review says so; here it would only be in the way
  return sendFile(askService, file, bytes, async (known) => {
    const saved = await change(draftId, (now) =>
      isToKeep(now) && now.files.some(({ id }) => id === file.id)
        ? { ...now, files: now.files.map((one) => (one.id === file.id ? { ...one, ...known } : one)) }
        : undefined,
    );
    return saved !== undefined;
  });
}

function contentOf(draft: Draft): Content {
  const { kind, dossierId, procedure, request: asked, case: chosen, forOther, applicant, office, note, skipped, step, files, createdAt } = draft;
  return {
    kind,
    dossier_id: dossierId,
    procedure_code: procedure.code,
    case: chosen,
    request: asked,
    for_other: forOther,
    applicant,
    office: office && { code: office.code, name: office.name, province: office.province, is_demo: office.isDemo, mandate: office.mandate },
    note,
    skipped,
    step,
    pages: files
      .filter(({ uploadId, offset, size }) => uploadId && offset === size)
      .map(({ paperId, uploadId, sha256, size, name, mediaType }) => ({
        requirement_id: paperId,
        upload_id: uploadId!,
        sha256,
        size,
        name: name.slice(0, 255),
        media_type: mediaType,
      })),
    created_at: new Date(createdAt).toISOString(),
  };
}

/** What is kept for other devices of who is signed in. */
export async function keptElsewhere(): Promise<KeptLine[]> {
  return (await ask(api.GET('/api/v1/drafts'))).items;
}

export async function forgetElsewhere(id: string): Promise<void> {
  await ask(api.DELETE('/api/v1/drafts/{draft_id}', { params: { path: { draft_id: id } } }));
}

/**
 * Brings a kept draft onto this device with its pages, in place of the one here if there is one. Answers it and how many
 * pages could not be had: absent on the service, or not what their fingerprint says. Throws Problem, and what the phone's
 * storage throws.
 */
export async function takeOver(id: string, owner: Draft['owner']): Promise<{ draft: Draft; lostPages: number }> {
  const whole = await ask(api.GET('/api/v1/drafts/{draft_id}', { params: { path: { draft_id: id } } }));
  const { content } = whole;
  const published = await ask(api.GET('/api/v1/procedures/{code}', { params: { path: { code: content.procedure_code } } }));
  const { files, stored } = await loadPages(id, content.pages);
  const { office } = content;
  const draft: Draft = {
    ...draftOf(snapshotOf(published), { kind: content.kind as Draft['kind'], case: content.case ?? null }),
    id,
    dossierId: content.dossier_id,
    request: content.request ?? '',
    forOther: content.for_other ?? false,
    applicant: { full_name: '', phone: '', identity_number: '', ...content.applicant },
    office: office ? { code: office.code, name: office.name, province: office.province, isDemo: office.is_demo, mandate: office.mandate } : null,
    note: content.note ?? '',
    skipped: content.skipped ?? [],
    files,
    step: content.step || 'xem-lai',
    owner,
    createdAt: Date.parse(content.created_at),
    touchedAt: Date.now(),
  };
  draft.kept = { version: whole.version, savedAs: JSON.stringify(contentOf(draft)), savedAt: Date.now(), takenAt: Date.now() };
  if (!(await change(id, (now) => (now.state === 'editing' ? draft : undefined), stored))) await addDraft(draft, stored);
  return { draft, lostPages: content.pages.length - files.length };
}

async function loadPages(id: string, pages: Content['pages']): Promise<{ files: DraftFile[]; stored: StoredBytes[] }> {
  const files: DraftFile[] = [];
  const stored: StoredBytes[] = [];
  const shrinker = new PhotoShrinker();
  try {
    for (const { requirement_id: paperId, upload_id: uploadId, sha256, size, name, media_type: mediaType } of pages) {
      const answer = await request(new Request(`${location.origin}${addressOf(id)}/pages/${uploadId}`), { patienceMs: 180_000 });
      const bytes = answer.ok ? await answer.arrayBuffer() : null;
      if (!bytes || (await sha256Of(bytes)) !== sha256) continue;
      const fileId = crypto.randomUUID();
      files.push({ id: fileId, paperId, name, mediaType, size, sha256, uploadId, offset: size });
      stored.push({ id: fileId, draftId: id, bytes });
      const small = mediaType === 'image/jpeg' ? await shrinker.shrink({ bytes: bytes.slice(0) }) : null;
      if (small?.thumbnail) stored.push({ id: thumbnailKey(fileId), draftId: id, bytes: small.thumbnail });
    }
  } finally {
    shrinker.stop();
  }
  return { files, stored };
}
