import assert from 'node:assert/strict';
import { generateKeyPairSync, sign, createHash } from 'node:crypto';
import { test } from 'node:test';

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
