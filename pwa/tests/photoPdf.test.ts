/** Our own PDF: its table, its pages and the pictures' own bytes in it. Real readers open it in tests/browser/test_papers.py. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { jpegFacts } from '../src/handin/photo/jpeg.ts';
import { pdfOf } from '../src/handin/photo/pdf.ts';

/** Header and frame of a JPEG; what follows is any bytes. */
function jpeg(width: number, height: number, { components = 3, before = [] as number[], rest = 500 } = {}): Uint8Array {
  const frame = [0xff, 0xc0, 0, 8 + 3 * components, 8, height >> 8, height & 255, width >> 8, width & 255, components, ...Array(3 * components).fill(1)];
  const scan = Array.from({ length: rest }, (_, at) => (at * 31) & 255);
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, ...before, ...frame, ...scan]);
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

test('every object begins where the table says', () => {
  for (const count of [1, 2, 3, 7, 40]) {
    const text = latin1(pdfOf('Giấy chứng sinh', Array.from({ length: count }, (_, at) => jpeg(100 + at, 200))));
    const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)![1]);
    const [, size, rows] = /^xref\n0 (\d+)\n([^]*?)trailer/.exec(text.slice(table))!;
    const offsets = rows!.match(/.{20}/gs)!;
    assert.equal(offsets.length, Number(size));
    assert.equal(offsets.length, 4 + 3 * count);
    offsets.slice(1).forEach((row, index) => assert.ok(text.startsWith(`${index + 1} 0 obj\n`, Number(row.slice(0, 10)))));
    assert.ok(text.includes(`/Count ${count} `));
  }
});

test('the bytes of each picture stand in it unchanged, and the same pages give the same file', () => {
  const pages = [jpeg(2_000, 1_500), jpeg(900, 1_400, { rest: 3_000 })];
  const file = pdfOf('x', pages);
  for (const page of pages) assert.ok(latin1(file).includes(`/Filter /DCTDecode /Length ${page.length} >>\nstream\n${latin1(page)}\nendstream`));
  assert.deepEqual(pdfOf('x', pages), file);
});

test('a page is A4, upright or lying like its picture, which fills it and keeps its shape', () => {
  for (const [width, height] of [[1_414, 2_000], [2_000, 1_414], [100, 2_000], [800, 800], [2_000, 1]] as const) {
    const text = latin1(pdfOf('', [jpeg(width, height)]));
    const [pageWide, pageHigh] = /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text)!.slice(1).map(Number) as [number, number];
    const [wide, high, left, below] = /q ([\d.]+) 0 0 ([\d.]+) ([\d.]+) ([\d.]+) cm/.exec(text)!.slice(1).map(Number) as [number, number, number, number];
    assert.equal(pageWide > pageHigh, width > height);
    assert.ok(Math.abs(wide / high - width / height) / (width / height) < 0.02);
    assert.ok(Math.abs(left * 2 + wide - pageWide) < 0.05 && Math.abs(below * 2 + high - pageHigh) < 0.05);
    assert.ok(Math.min(left, below) < 0.01);
  }
});

test('a title of any letters cannot break the file', () => {
  for (const title of ['Giấy tờ (a) \\ > endobj', '𝔘 \u0000 ﷽', '']) {
    const text = latin1(pdfOf(title, [jpeg(10, 10)]));
    const hex = /Title <feff([0-9a-f]*)>/.exec(text)![1]!;
    assert.equal(Buffer.from(hex, 'hex').swap16().toString('utf16le'), title);
  }
});

test('grey pictures and those with other things before the frame', () => {
  assert.ok(latin1(pdfOf('', [jpeg(10, 10, { components: 1 })])).includes('/DeviceGray'));
  // A table whose content looks like a frame, filling bytes, and a restart marker.
  const before = [0xff, 0xc4, 0, 8, 0xff, 0xc0, 0, 11, 8, 0, 0xff, 0xff, 0xff, 0xdb, 0, 3, 9, 0xff, 0xd0];
  assert.deepEqual(jpegFacts(jpeg(321, 123, { before })), { width: 321, height: 123, components: 3 });
});

test('what is no JPEG of grey or three colours is refused, wherever it is cut off', () => {
  const whole = jpeg(20, 30);
  for (let length = 0; length < 18; length++) assert.throws(() => jpegFacts(whole.subarray(0, length)), TypeError);
  for (const wrong of [jpeg(10, 10, { components: 4 }), jpeg(0, 10), jpeg(10, 0), Uint8Array.from({ length: 99 }, () => 0xff), Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0])]) {
    assert.throws(() => pdfOf('', [wrong]), TypeError);
  }
});
