import assert from 'node:assert/strict';
import { generateKeyPairSync, sign, createHash } from 'node:crypto';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';

import { compare, hashOf } from '../src/receiptCheck/compareFiles.ts';
import { judge } from '../src/receiptCheck/judge.ts';
import { readFile, readText } from '../src/receiptCheck/readGiven.ts';
import { checkReceipts } from '../src/receipts/checkReceipts.ts';
import { checkSignature, hashesOn, readStatement } from '../src/receipts/statement.ts';

const pair = generateKeyPairSync('ed25519');
const x = (pair.publicKey.export({ format: 'jwk' }) as { x: string }).x;
const KEYS = [{ kid: 'k1', x }];
const [ONE, TWO] = ['1'.repeat(64), '2'.repeat(64)];
const MANIFEST = `motcua-manifest 1\nNguyễn Văn Mẫu\n${ONE} 10 r1 ảnh 1.jpg\n${TWO} 20 r2 \n`;

function token(changes: Record<string, unknown> = {}, header: Record<string, unknown> = {}): string {
  const claims = {
    iss: 'https://motcua.example',
    sub: 'NOP-261122-7K3QX9MB',
    iat: 1_795_388_442,
    event: 'hand_in',
    procedure: '1.001193',
    agency: 'Y99.01.01',
    files: 2,
    manifest: createHash('sha256').update(MANIFEST).digest('base64url'),
    ...changes,
  };
  const parts = [{ alg: 'EdDSA', kid: 'k1', typ: 'receipt+jwt', ...header }, claims];
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${signed}.${sign(null, Buffer.from(signed), pair.privateKey).toString('base64url')}`;
}

const verdict = (given: string, manifest = MANIFEST, files: string[] = [ONE, TWO], keys = KEYS) => checkReceipts([{ token: given, manifest }], keys, files);

test('a right acknowledgement holds, with every file on it', async () => {
  assert.equal(await verdict(token()), 'holds');
  assert.deepEqual(hashesOn(MANIFEST), [ONE, TWO]);
});

test('anything altered is noticed', async () => {
  const good = token();
  const [header, claims, signature] = good.split('.');
  const other = Buffer.from(JSON.stringify({ ...readStatement(good)!.claims, files: 3 })).toString('base64url');
  assert.equal(await verdict(`${header}.${other}.${signature}`), 'broken');
  assert.equal(await verdict(`${header}.${claims}.${signature!.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`), 'broken');
  assert.equal(await verdict(good, MANIFEST.replace('Mẫu', 'Khác')), 'other_list');
  assert.equal(await verdict(good, MANIFEST, [ONE, '3'.repeat(64)]), 'file_missing');
});

test('only a published key counts', async () => {
  assert.equal(await verdict(token(), MANIFEST, [], []), 'unknown_key');
  const stranger = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }) as { x: string };
  assert.equal(await checkSignature(token(), [{ kid: 'k1', x: stranger.x }]), 'broken');
});

test('a browser without Ed25519 says that it cannot', async () => {
  assert.equal(await checkSignature(token(), [{ kid: 'k1', x: 'AA' }]), 'cannot');
});

test('what is no statement is not read', () => {
  for (const text of ['', 'a.b', 'a.b.c', '..', token({}, { alg: 'none' }), token({}, { typ: 'JWT' }), token({ sub: 1 }), token({ iat: '1' }), `${token()}.x`]) {
    assert.equal(readStatement(text), undefined, text);
  }
});

/** As the service writes it. */
function receiptJson(changes: Record<string, unknown> = {}, one: Record<string, unknown> = {}): string {
  const files = [
    { name: 'ảnh 1.jpg', size: 10, sha256: ONE, requirement_id: 'r1', requirement_name: 'Giấy chứng sinh' },
    { name: '', size: 20, sha256: TWO, requirement_id: 'r2', requirement_name: null },
  ];
  const receipt = { token: token(), manifest: MANIFEST, event: 'hand_in', at: new Date(1_795_388_442_000).toISOString(), key_id: 'k1', files, ...one };
  return JSON.stringify({ format: 'motcua-receipt/1', submission_number: 'NOP-261122-7K3QX9MB', procedure_code: '1.001193', receipts: [receipt], ...changes });
}

const neverAsked = async () => assert.fail('the service was asked');
const verdictOn = async (text: string) => (await judge(readText(text)![0]!, KEYS, neverAsked)).verdict;

test('a chosen receipt is read from its file, its PDF, an address and the bare statement', async () => {
  const packed = deflateSync(receiptJson());
  const pdf = Buffer.concat([
    Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /EmbeddedFile /Length 3 >>\nstream\nabc\nendstream\n'),
    Buffer.from(`2 0 obj\n<< /Filter /FlateDecode /Length ${packed.length} /Type /EmbeddedFile >>\nstream\n`),
    packed,
    Buffer.from('\nendstream\nendobj\n'),
  ]);
  for (const data of [receiptJson(), `\uFEFF${receiptJson()}\n`, pdf]) {
    const [given] = (await readFile(new Blob([data])))!;
    assert.deepEqual([given!.token, given!.manifest], [token(), MANIFEST]);
  }
  for (const text of [token(), `https://motcua.example/bien-nhan#${token()}`, ` ${token().slice(0, 40)}\n${token().slice(40)} `]) {
    assert.deepEqual(readText(text), [{ token: token(), beside: {} }]);
  }
});

test('what is no receipt is not read', async () => {
  for (const data of ['', 'abc', '{', '{}', '{"receipts":[]}', '{"receipts":[null]}', '{"receipts":[{"token":1,"manifest":""}]}', '%PDF-1.7\n', '%PDF-1.7 /EmbeddedFile stream\n{']) {
    assert.equal(await readFile(new Blob([data])), undefined, data);
  }
});

test('nothing is answered of a receipt that does not hold', async () => {
  assert.equal((await judge(readText(receiptJson())![0]!, KEYS, neverAsked)).verdict, 'holds');
  const forged = await judge({ token: `${token().slice(0, -4)}AAAA`, manifest: MANIFEST, beside: {} }, KEYS, neverAsked);
  assert.deepEqual(forged, { verdict: 'broken' });
  assert.equal(await verdictOn(receiptJson({}, { manifest: MANIFEST.replace('Mẫu', 'Khác') })), 'other_list');
  assert.equal(await verdictOn(receiptJson({}, { token: token({ files: 3 }) })), 'other_list');
  for (const [whole, one] of [[{ submission_number: 'NOP-261122-OTHER000' }], [{ procedure_code: '9.9' }], [{}, { files: [] }], [{}, { files: 'none' }], [{}, { at: null }], [{}, { event: 'supplement' }], [{}, { key_id: 'k2' }]]) {
    assert.equal(await verdictOn(receiptJson(whole, one)), 'contradicts', JSON.stringify([whole, one]));
  }
});

test('a browser without Ed25519 asks the service', async () => {
  for (const outcome of ['holds', 'broken', 'cannot'] as const) {
    const asked: string[] = [];
    const answer = async (text: string) => (asked.push(text), outcome);
    assert.equal((await judge({ token: token(), beside: {} }, [{ kid: 'k1', x: 'AA' }], answer)).verdict, outcome);
    assert.deepEqual(asked, [token()]);
  }
});

test('files are compared by their codes, whatever they are called', async () => {
  const right = await hashOf(new File(['đúng'], 'tên khác.jpg'));
  assert.equal(right.sha256, createHash('sha256').update('đúng').digest('hex'));
  const listed = [right.sha256, ONE, TWO].map((sha256, index) => ({ sha256, size: 1, requirementId: 'r', name: `${index} ảnh.jpg` }));
  const changed = { name: '1 ảnh.jpg'.normalize('NFD'), sha256: '3'.repeat(64) };
  const stranger = { name: 'lạ.jpg', sha256: '4'.repeat(64) };
  const { files, others } = compare(listed, [stranger, changed, right]);
  assert.deepEqual(
    files.map(({ outcome }) => outcome),
    ['same', 'differs', 'not_given'],
  );
  assert.deepEqual(others, [stranger]);
});
