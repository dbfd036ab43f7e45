/** A small service that speaks tus on 127.0.0.1, with faults switched on one by one, and drafts that wait for it. */
import 'fake-indexeddb/auto';

import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach } from 'node:test';

import type { Draft, DraftFile } from '../src/handin/draft.ts';
import { addDraft, change, readDrafts } from '../src/handin/drafts.ts';

interface Upload {
  owner: string | null;
  size: number;
  bytes: Buffer;
}

/** What the service has, and the faults of its next answers. */
export const service = {
  person: 'one' as string | null,
  uploads: new Map<string, Upload>(),
  dossiers: new Map<string, string>(),
  supplements: [] as string[],
  received: 0,
  puts: 0,
  /** Bytes of every PATCH, and whether it was refused for beginning at the wrong place. */
  pieces: [] as { size: number; refused: boolean }[],
  /** The service still reads a cut piece when it is asked how much it has: the answer is this, once. */
  toldTooEarly: null as number | null,
  cutPatchAfter: null as number | null,
  loseAnswerToPut: false,
  expired: new Set<string>(),
  uploadExpires: '',
  /** Called before each answer: time for somebody to sign in, or for a server to go away. */
  before: (() => {}) as (method: string, path: string) => void,
  languages: new Set<string | undefined>(),
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
  service.before(method ?? '', url);
  service.languages.add(request.headers['accept-language']);
  if (service.person === null) return problem(response, 401, 'session_ended');
  if (![undefined, service.person].includes(request.headers['x-expected-person'] as string)) return problem(response, 401, 'other_person');
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
    service.uploads.set(made, { owner: service.person, size: Number(request.headers['upload-length']), bytes: Buffer.alloc(0) });
    response.writeHead(201, { Location: `/api/v1/uploads/${made}` });
    return void response.end();
  }
  const upload = service.uploads.get(id);
  if (service.expired.has(id)) return problem(response, 410, 'upload_expired');
  if (upload?.owner !== service.person) return problem(response, 404, 'upload_not_found');
  if (request.method === 'PATCH') {
    const refused = Number(request.headers['upload-offset']) !== upload.bytes.length;
    service.pieces.push({ size: Number(request.headers['content-length']), refused });
    if (refused) return problem(response, 409, 'upload_offset_mismatch');
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
    response.writeHead(204, { 'Upload-Offset': `${upload.bytes.length}`, ...(service.uploadExpires && { 'Upload-Expires': service.uploadExpires }) });
  } else {
    response.writeHead(200, { 'Upload-Offset': `${service.toldTooEarly ?? upload.bytes.length}` });
    service.toldTooEarly = null;
  }
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
  Object.assign(service, { before: () => {}, person: 'one', received: 0, puts: 0, pieces: [], toldTooEarly: null, cutPatchAfter: null, loseAnswerToPut: false, supplements: [], uploadExpires: '' });
  service.uploads.clear();
  service.dossiers.clear();
  service.refuse.clear();
  service.languages.clear();
  service.expired.clear();
});

/** A draft that waits, with files of these sizes. */
export async function waiting(sizes: number[], more: Partial<Draft> = {}): Promise<Draft> {
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
