import assert from 'node:assert/strict';
import { test } from 'node:test';

import { encode } from 'uqr';

import { readNumber } from '../src/dossiers/numbers.ts';
import { qrPath } from '../src/patterns/qr/qrPath.ts';

const NUMBER = 'NOP-261122-7K3QX9MB';
const CODE = 'Y99.86.01-261122-0001';

test('a submission number in any spelling', () => {
  for (const written of [
    NUMBER,
    ' nop-261122-7k3qx9mb ',
    'NOP 261122 7K3QX9MB',
    'nop2611227k3qx9mb',
    'NOP–261122—7K3QX9MB',
    'N0P - 261122 - 7K3Q X9MB',
  ]) {
    assert.deepEqual(readNumber(written), { number: NUMBER, secret: '' }, written);
  }
});

test('letters that submission numbers do not have are the digits they look like', () => {
  assert.equal(readNumber('NOP-261122-OIL3QX9M')?.number, 'NOP-261122-0113QX9M');
});

test('a dossier code in any spelling', () => {
  for (const written of [CODE, 'y99.86.01-261122-0001', 'Y99.86.01 261122 0001', 'Y99 86 01 - 261122 - 0001', 'Y99. 86. 01–261122–0001']) {
    assert.deepEqual(readNumber(written), { number: CODE, secret: '' }, written);
  }
  assert.equal(readNumber('000.00.06.H56-231027-0361')?.number, '000.00.06.H56-231027-0361');
});

test('a pasted link of a receipt with its secret', () => {
  const link = `https://motcua.example/theo-doi/${CODE}#Ab_-9xYz`;
  assert.deepEqual(readNumber(`Theo dõi: ${link}`), { number: CODE, secret: 'Ab_-9xYz' });
  assert.deepEqual(readNumber('/theo-doi/%E0%A4%A'), { number: '%E0%A4%A', secret: '' });
});

test('nothing written is nothing to look for', () => {
  for (const written of ['', '  ', '\u00a0']) assert.equal(readNumber(written), null);
});

test('the path covers exactly the dark squares', () => {
  const { data } = encode('https://motcua.example/theo-doi/NOP-261122-7K3QX9MB#secret', { ecc: 'M', border: 3 });
  const drawn = data.map((row) => row.map(() => false));
  for (const [, x, y, width] of qrPath(data).matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let n = 0; n < Number(width); n++) drawn[Number(y)]![Number(x) + n] = true;
  }
  assert.deepEqual(drawn, data);
});
