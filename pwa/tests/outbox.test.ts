/** The outbox against a small service on 127.0.0.1, with faults switched on one by one. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { change, readBytes, readDraft } from '../src/handin/drafts.ts';
import { drain } from '../src/handin/outbox.ts';
import { whyItWaits } from '../src/handin/whyItWaits.ts';
import { service, waiting } from './outboxService.ts';

test('everything arrives, then the bytes go and nothing personal stays', async () => {
  const draft = await waiting([700_000, 10], { note: 'Gửi về nhà riêng', request: 'Bản án ly hôn', case: 'Sau ly hôn' });
  assert.equal(await drain(), 'done');
  const sent = await readDraft(draft.id);
  assert.equal(sent?.state, 'handed_in');
  assert.equal(sent?.submissionNumber, 'S-1');
  assert.equal(sent?.dossierId, draft.dossierId);
  assert.doesNotMatch(JSON.stringify(sent), /Hoa|0912345678|Khai sinh|1\.001193|nhà riêng|ly hôn/);
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
  assert.equal(cut?.trouble?.code, 'server_away');
  assert.equal((await readBytes(draft.files[0]!.id))?.byteLength, 700_000);
  assert.equal(await drain(), 'done');
  assert.equal(service.received, 700_000);
  assert.equal(service.dossiers.size, 1);
});

test('after a cut the pieces are small at first, for the service may not know yet what arrived', async () => {
  await waiting([1_000_000]);
  service.cutPatchAfter = 300_000;
  assert.equal(await drain(), 'no_answer');
  assert.deepEqual(service.pieces.splice(0).map(({ size }) => size), [262_144, 262_144]);
  service.toldTooEarly = 262_144;
  assert.equal(await drain(), 'done');
  const [inVain, ...rest] = service.pieces;
  assert.deepEqual(inVain, { size: 32_768, refused: true });
  assert.deepEqual(
    rest.map(({ size }) => size),
    [32_768, 65_536, 131_072, 262_144, 208_480],
  );
  assert.equal(service.received, 1_000_000);
});

test('no network, a service that is away, and a proxy that answers for it are told apart', async () => {
  const draft = await waiting([10]);
  const said = async () => {
    await drain();
    return whyItWaits((await readDraft(draft.id))!);
  };
  const { origin } = location;
  Object.assign(location, { origin: 'http://127.0.0.1:9' });
  assert.match(await said(), /^Máy chủ chưa trả lời, .* sẽ tự gửi lại\.$/);
  Object.assign(navigator, { onLine: false });
  assert.match(await said(), /^Đang chờ mạng: .* sẽ tự gửi khi có mạng\.$/);
  Object.assign(navigator, { onLine: true });
  Object.assign(location, { origin });
  const { fetch } = globalThis;
  globalThis.fetch = async () => new Response('<h1>Bad Gateway</h1>', { status: 502 });
  assert.match(await said(), /^Máy chủ đang bận: .* sẽ tự gửi lại\.$/);
  globalThis.fetch = fetch;
  assert.equal(await drain(), 'done');
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

test('a lost answer to a supplement is not taken for a refusal while it cannot be looked up', async () => {
  const draft = await waiting([1_000], { kind: 'supplement', dossierId: randomUUID() });
  service.loseAnswerToPut = true;
  await drain();
  service.refuse.set('GET', { status: 502, code: 'bad_gateway', detail: '' });
  assert.equal(await drain(), 'later');
  assert.equal((await readDraft(draft.id))?.state, 'waiting');
  service.refuse.clear();
  assert.equal(await drain(), 'done');
  assert.equal((await readDraft(draft.id))?.state, 'handed_in');
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

test('somebody else signs in between two pieces: nothing of the first one goes to the other account', async () => {
  const draft = await waiting([700_000]);
  service.before = (method) => {
    if (method === 'PATCH' && service.received > 0) service.person = 'another';
  };
  assert.equal(await drain(), 'done');
  assert.deepEqual([...service.uploads.values()].map(({ owner }) => owner), ['one']);
  assert.deepEqual([service.puts, service.dossiers.size], [0, 0]);
  const kept = await readDraft(draft.id);
  assert.deepEqual([kept?.state, kept?.trouble?.code], ['waiting', 'other_owner']);
  assert.equal((await readBytes(draft.files[0]!.id))?.byteLength, 700_000);
  service.before = () => {};
  service.person = 'one';
  assert.equal(await drain(), 'done');
  assert.equal(service.received, 700_000);
  assert.equal((await readDraft(draft.id))?.state, 'handed_in');
});

test('somebody else signs in before the service is asked how much it has: the other number is named', async () => {
  const draft = await waiting([700_000]);
  service.cutPatchAfter = 300_000;
  await drain();
  service.before = (method) => {
    if (method === 'HEAD') service.person = 'another';
  };
  assert.equal(await drain(), 'done');
  assert.equal((await readDraft(draft.id))?.trouble?.code, 'other_owner');
  assert.equal(service.uploads.size, 1);
});

test('somebody else signs in just before the list of files: not handed in under that account', async () => {
  const draft = await waiting([10]);
  service.before = (method) => {
    if (method === 'PUT') service.person = 'another';
  };
  assert.equal(await drain(), 'done');
  assert.equal(service.dossiers.size, 0);
  assert.equal((await readDraft(draft.id))?.state, 'waiting');
});

test('the service is asked to answer in the language of who handed it in', async () => {
  await waiting([10], { language: 'en' });
  await drain();
  assert.deepEqual([...service.languages], ['en']);
});

test('handed in without a network and without signing in: waits for who says that it is theirs', async () => {
  const nobodys = await waiting([10], { owner: null });
  const mine = await waiting([10]);
  assert.equal(await drain(), 'done', 'nothing that trying again would help');
  assert.equal((await readDraft(nobodys.id))?.trouble?.code, 'who_sends');
  assert.equal((await readDraft(mine.id))?.state, 'handed_in', 'it holds up nobody');
  assert.equal(service.dossiers.has(nobodys.id), false, 'not in the name of whoever is signed in');
  await change(nobodys.id, (now) => ({ ...now, owner: { id: 'one', phone: '' } }));
  assert.equal(await drain(), 'done');
  assert.equal(service.dossiers.has(nobodys.id), true);
});

test('what nobody has signed for asks for the network first, then for signing in', async () => {
  const draft = await waiting([10], { owner: null });
  const { origin } = location;
  Object.assign(location, { origin: 'http://127.0.0.1:9' });
  assert.equal(await drain(), 'no_answer');
  assert.equal((await readDraft(draft.id))?.trouble?.code, 'server_away');
  Object.assign(location, { origin });
  service.person = null;
  assert.equal(await drain(), 'done');
  assert.equal((await readDraft(draft.id))?.trouble?.code, 'who_sends');
});

test('bytes that are not what was photographed never go out', async () => {
  const draft = await waiting([1_000]);
  const [file] = draft.files;
  await change(draft.id, (now) => now, [{ id: file!.id, draftId: draft.id, bytes: new Uint8Array(1_000).buffer }]);
  assert.equal(await drain(), 'done');
  const stuck = await readDraft(draft.id);
  assert.equal(stuck?.state, 'stuck');
  assert.deepEqual([stuck?.trouble?.code, stuck?.trouble?.fileId], ['file_changed', file!.id]);
  assert.equal(service.received, 0);
});

test('an upload that the service has let expire begins anew', async () => {
  const draft = await waiting([600_000]);
  service.cutPatchAfter = 300_000;
  await drain();
  const before = (await readDraft(draft.id))?.files[0]?.uploadId;
  service.expired.add(before!);
  assert.equal(await drain(), 'done');
  assert.equal(service.dossiers.has(draft.id), true);
  assert.equal(service.received, 900_000);
});

test('until when the service keeps what it has is known', async () => {
  const draft = await waiting([600_000]);
  service.uploadExpires = 'Sun, 29 Nov 2026 08:00:00 GMT';
  service.before = (method) => {
    if (method === 'PUT') service.refuse.set('PUT', { status: 503, code: 'not_ready', detail: '' });
  };
  await drain();
  assert.equal((await readDraft(draft.id))?.files[0]?.keptUntil, Date.UTC(2026, 10, 29, 8));
});
