/** The outbox against a small service that speaks tus on 127.0.0.1, with faults switched on one by one. */
import 'fake-indexeddb/auto';

import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';

import type { Draft, DraftFile } from '../src/handin/draft.ts';
import { addDraft, change, readBytes, readDraft, readDrafts } from '../src/handin/drafts.ts';
import { drain } from '../src/handin/outbox.ts';

interface Upload {
  size: number;
  bytes: Buffer;
}

/** What the service has, and the faults of its next answers. */
const service = {
  person: 'one' as string | null,
  uploads: new Map<string, Upload>(),
  dossiers: new Map<string, string>(),
  supplements: [] as string[],
  received: 0,
  puts: 0,
  cutPatchAfter: null as number | null,
  loseAnswerToPut: false,
  refuse: new Map<string, { status: number; code: string; detail: string; errors?: object[] }>(),
};

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function problem(response: ServerResponse, status: number, code: string, more: object = {}): void {
  response.writeHead(status, { 'Content-Type': 'application/problem+json' });
  response.end(JSON.stringify({ code, detail: `${code}.`, retryable: false, ...more }));
}

async function body(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url = '' } = request;
  if (service.person === null) return problem(response, 401, 'session_ended');
  if (url === '/api/v1/me') return void response.end(JSON.stringify({ role: 'citizen', id: service.person }));
  const id = url.split('/')[4] ?? '';
  const refusal = service.refuse.get(`${method} ${id}`) ?? service.refuse.get(`${method}`);
  if (refusal) {
    await body(request);
    return problem(response, refusal.status, refusal.code, refusal);
  }
  if (url.startsWith('/api/v1/uploads')) return answerUpload(request, response, id);
  if (method === 'GET') {
    const documents = service.supplements.flatMap((text) => (JSON.parse(text) as { documents: object[] }).documents);
    return void response.end(JSON.stringify({ submission_number: 'S', documents }));
  }
  const text = (await body(request)).toString();
  service.puts += 1;
  if (method === 'POST') {
    if (service.supplements.length > 0) return problem(response, 409, 'already_done');
    service.supplements.push(text);
  } else {
    const known = service.dossiers.get(id);
    if (known !== undefined && known !== text) return problem(response, 409, 'handed_in_differently');
    const missing = (JSON.parse(text) as { documents: { upload_id: string; sha256: string }[] }).documents.filter(
      (one) => sha256(service.uploads.get(one.upload_id)?.bytes ?? Buffer.alloc(0)) !== one.sha256,
    );
    if (missing.length > 0) {
      return problem(response, 422, 'files_missing_or_different', { errors: missing.map(({ upload_id }) => ({ code: 'upload_unknown', upload_id })) });
    }
    service.dossiers.set(id, text);
  }
  if (service.loseAnswerToPut) {
    service.loseAnswerToPut = false;
    request.socket.destroy();
    return;
  }
  response.writeHead(201);
  response.end(JSON.stringify({ submission_number: 'S-1' }));
}

async function answerUpload(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
  if (request.method === 'POST') {
    const made = randomUUID();
    service.uploads.set(made, { size: Number(request.headers['upload-length']), bytes: Buffer.alloc(0) });
    response.writeHead(201, { Location: `/api/v1/uploads/${made}` });
    return void response.end();
  }
  const upload = service.uploads.get(id);
  if (!upload) return problem(response, 404, 'upload_not_found');
  if (request.method === 'PATCH') {
    if (Number(request.headers['upload-offset']) !== upload.bytes.length) return problem(response, 409, 'upload_offset_mismatch');
    for await (const piece of request) {
      let arrived = piece as Buffer;
      if (service.cutPatchAfter !== null) arrived = arrived.subarray(0, Math.max(0, service.cutPatchAfter - service.received));
      upload.bytes = Buffer.concat([upload.bytes, arrived]);
      service.received += arrived.length;
      if (service.cutPatchAfter !== null && service.received >= service.cutPatchAfter) {
        service.cutPatchAfter = null;
        request.socket.destroy();
        return;
      }
    }
    response.writeHead(204, { 'Upload-Offset': `${upload.bytes.length}` });
  } else response.writeHead(200, { 'Upload-Offset': `${upload.bytes.length}` });
  response.end();
}

const server = createServer((request, response) => void answer(request, response));
const held = new Set<string>();

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  Object.assign(globalThis, { location: { origin: `http://127.0.0.1:${port}` }, document: { cookie: '' } });
  const locks = {
    async request(name: string, ...rest: unknown[]) {
      const work = rest.pop() as (lock: object | null) => unknown;
      if (held.has(name)) return work(null);
      held.add(name);
      try {
        return await work({});
      } finally {
        held.delete(name);
      }
    },
  };
  Object.defineProperty(globalThis, 'navigator', { value: { locks, onLine: true }, configurable: true });
});
after(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  for (const { id } of await readDrafts()) await change(id, () => null);
  Object.assign(service, { person: 'one', received: 0, puts: 0, cutPatchAfter: null, loseAnswerToPut: false, supplements: [] });
  service.uploads.clear();
  service.dossiers.clear();
  service.refuse.clear();
});

/** A draft that waits, with files of these sizes. */
async function waiting(sizes: number[], more: Partial<Draft> = {}): Promise<Draft> {
  const id = randomUUID();
  const files: DraftFile[] = [];
  const stored = sizes.map((size, index) => {
    const bytes = new Uint8Array(size).map((_, at) => (at * 7 + index) % 251);
    const file = { id: randomUUID(), paperId: 'r1', name: `Tờ khai ${index}.jpg`, mediaType: 'image/jpeg', size, sha256: sha256(bytes), uploadId: null, offset: 0 };
    files.push(file);
    return { id: file.id, draftId: id, bytes: bytes.buffer };
  });
  const draft = {
    id,
    kind: 'dossier',
    dossierId: id,
    procedure: { code: '1.001193', name: 'Khai sinh', papers: [], cases: [], limits: [], feeKind: 'free', fees: [], province: null },
    request: '',
    case: null,
    forOther: false,
    applicant: { full_name: 'Lê Thị Hoa', phone: '0912345678', identity_number: '' },
    office: { code: 'Y99.86.01', name: '', province: '86', isDemo: true, mandate: false },
    note: '',
    skipped: [],
    files: [],
    step: 'xem-lai',
    state: 'waiting',
    trouble: null,
    owner: { id: 'one', phone: '091****678' },
    attempted: false,
    submissionNumber: null,
    createdAt: Date.now(),
    triedAt: 0,
    ...more,
  } as Draft;
  await addDraft(draft);
  return (await change(id, (now) => ({ ...now, files }), stored))!;
}

test('everything arrives, then the bytes go and nothing personal stays', async () => {
  const draft = await waiting([700_000, 10]);
  assert.equal(await drain(), 'done');
  const sent = await readDraft(draft.id);
  assert.equal(sent?.state, 'handed_in');
  assert.equal(sent?.submissionNumber, 'S-1');
  assert.equal(sent?.applicant.full_name, '');
  assert.equal(await readBytes(draft.files[0]!.id), undefined);
  assert.equal(service.received, 700_010);
  const list = JSON.parse(service.dossiers.get(draft.id)!) as { documents: { sha256: string }[] };
  assert.deepEqual(list.documents.map((one) => one.sha256), draft.files.map((one) => one.sha256));
});

test('after a cut the phone still has everything, and no byte is sent twice', async () => {
  const draft = await waiting([700_000]);
  service.cutPatchAfter = 300_000;
  assert.equal(await drain(), 'no_answer');
  const cut = await readDraft(draft.id);
  assert.equal(cut?.state, 'waiting');
  assert.equal(cut?.trouble?.code, 'no_answer');
  assert.equal((await readBytes(draft.files[0]!.id))?.byteLength, 700_000);
  assert.equal(await drain(), 'done');
  assert.equal(service.received, 700_000);
  assert.equal(service.dossiers.size, 1);
});

test('a lost answer: the same list again, one dossier', async () => {
  const draft = await waiting([1_000]);
  service.loseAnswerToPut = true;
  assert.equal(await drain(), 'no_answer');
  assert.equal((await readDraft(draft.id))?.attempted, true);
  assert.equal(await drain(), 'done');
  assert.equal(service.puts, 2);
  assert.equal(service.dossiers.size, 1);
  assert.equal((await readDraft(draft.id))?.state, 'handed_in');
});

test('a lost answer to a supplement: looked up, not refused', async () => {
  const draft = await waiting([1_000], { kind: 'supplement', dossierId: randomUUID() });
  service.loseAnswerToPut = true;
  assert.equal(await drain(), 'no_answer');
  assert.equal(await drain(), 'done');
  assert.equal((await readDraft(draft.id))?.state, 'handed_in');
  assert.equal(service.supplements.length, 1);
});

test('one that is stuck does not hold up the others', async () => {
  const bad = await waiting([10]);
  const good = await waiting([10]);
  service.refuse.set(`PUT ${bad.id}`, { status: 422, code: 'unknown_agency', detail: 'Không có cơ quan này.' });
  assert.equal(await drain(), 'done');
  const stuck = await readDraft(bad.id);
  assert.equal(stuck?.state, 'stuck');
  assert.equal(stuck?.trouble?.detail, 'Không có cơ quan này.');
  assert.equal(stuck?.attempted, false);
  assert.ok(await readBytes(bad.files[0]!.id));
  assert.equal((await readDraft(good.id))?.state, 'handed_in');
});

test('a fault of the service: tried again later, the others first', async () => {
  const bad = await waiting([10]);
  const good = await waiting([10]);
  service.refuse.set(`PUT ${bad.id}`, { status: 503, code: 'not_ready', detail: 'Chưa sẵn sàng.' });
  assert.equal(await drain(), 'later');
  assert.equal((await readDraft(good.id))?.state, 'handed_in');
  assert.equal((await readDraft(bad.id))?.state, 'waiting');
  service.refuse.clear();
  assert.equal(await drain(), 'done');
});

test('signed out in the middle: waits, and goes on after signing in', async () => {
  const draft = await waiting([10]);
  service.person = null;
  assert.equal(await drain(), 'sign_in');
  assert.equal((await readDraft(draft.id))?.trouble?.code, 'sign_in');
  service.person = 'another';
  assert.equal(await drain(), 'done', 'nothing to do in the session of somebody else');
  assert.equal((await readDraft(draft.id))?.trouble?.code, 'other_owner');
  assert.equal(service.uploads.size, 0);
  service.person = 'one';
  assert.equal(await drain(), 'done');
  assert.equal((await readDraft(draft.id))?.state, 'handed_in');
});

test('an upload that the service has lost is sent again', async () => {
  const draft = await waiting([600_000]);
  service.cutPatchAfter = 300_000;
  await drain();
  service.uploads.clear();
  assert.equal(await drain(), 'done');
  assert.equal(service.dossiers.has(draft.id), true);
});

test('files that the service lost after they had arrived are sent again at once', async () => {
  const draft = await waiting([5_000]);
  service.refuse.set('PUT', { status: 503, code: 'not_ready', detail: '' });
  await drain();
  service.refuse.clear();
  service.uploads.clear();
  assert.equal(await drain(), 'done');
  assert.equal((await readDraft(draft.id))?.state, 'handed_in');
});

test('taken back while it is being sent: not handed in', async () => {
  const draft = await waiting([700_000]);
  const draining = drain();
  while (service.received === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  await change(draft.id, (now) => ({ ...now, state: 'editing' }));
  await draining;
  assert.equal(service.puts, 0);
  assert.equal((await readDraft(draft.id))?.state, 'editing');
});

test('two drains at once: one works, the other leaves', async () => {
  await waiting([700_000]);
  assert.deepEqual((await Promise.all([drain(), drain()])).sort(), ['busy', 'done']);
  assert.equal(service.received, 700_000);
  assert.equal(service.puts, 1);
});
