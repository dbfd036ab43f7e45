/** Photos and files on their way into a draft, with a worker that works, fails or says nothing. */
import 'fake-indexeddb/auto';

import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';

import { addFiles } from '../src/handin/addFiles.ts';
import type { Draft } from '../src/handin/draft.ts';
import { addDraft, readDraft } from '../src/handin/drafts.ts';

/** What the next workers do with a photo. */
let workers: 'work' | 'cannot read it' | 'cannot be loaded' | 'say nothing' = 'work';
let started = 0;

class FakeWorker {
  onmessage: ((event: { data: unknown }) => void) | undefined;
  onerror: (() => void) | undefined;
  private told = false;

  constructor() {
    started += 1;
  }

  /** A worker that cannot be loaded says so once, however much it is sent. */
  postMessage({ bytes }: { bytes: ArrayBuffer }) {
    if (workers === 'work') setTimeout(() => this.onmessage?.({ data: { photo: bytes.slice(0), thumbnail: bytes.slice(0), flaw: null } }));
    if (workers === 'cannot read it') setTimeout(() => this.onmessage?.({ data: null }));
    if (workers === 'cannot be loaded' && !this.told) setTimeout(() => this.onerror?.());
    this.told = true;
  }

  terminate() {}
}

/** The page's own way: every canvas gives the same picture. */
class FakeCanvas {
  constructor(
    readonly width: number,
    readonly height: number,
  ) {}
  getContext = () => ({
    fillRect() {},
    drawImage() {},
    getImageData: () => ({ data: new Uint8ClampedArray(4 * this.width * this.height), width: this.width, height: this.height }),
  });
  convertToBlob = async () => new Blob(['in the page'], { type: 'image/jpeg' });
}

Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
Object.assign(globalThis, {
  Worker: FakeWorker,
  OffscreenCanvas: FakeCanvas,
  createImageBitmap: async () => {
    if (workers === 'cannot read it') throw new TypeError('no picture');
    return { width: 10, height: 10, close() {} };
  },
});

beforeEach(async () => {
  started = 0;
  await addDraft({ id: 'draft', state: 'editing', files: [], skipped: [] } as unknown as Draft);
});

const into = { draftId: 'draft', paperId: 'r1' };
const photo = (name: string) => new File([name], `${name}.png`);
const names = async () => (await readDraft('draft'))!.files.map(({ name }) => name);

test('photos taken while others are being shrunk come after them, none is lost', async () => {
  workers = 'work';
  let done = 0;
  const first = addFiles([photo('one'), photo('two')], into, () => (done += 1));
  const second = addFiles([photo('three')], into, () => (done += 1));
  assert.deepEqual(await Promise.all([first, second]), [[], []]);
  assert.deepEqual(await names(), ['one.jpg', 'two.jpg', 'three.jpg']);
  assert.equal(done, 3);
});

test('a photo that came while storage failed for the one before is added all the same', async () => {
  workers = 'work';
  const fails = addFiles([photo('lost')], { ...into, paperId: (() => {}) as unknown as string }, () => {});
  const second = addFiles([photo('kept')], into, () => {});
  await assert.rejects(fails);
  await second;
  assert.deepEqual(await names(), ['kept.jpg']);
});

test('a photo worker that cannot be loaded is left alone, and the page shrinks all photos itself', { timeout: 10_000 }, async () => {
  workers = 'cannot be loaded';
  assert.deepEqual(await addFiles([photo('one'), photo('two'), photo('three')], into, () => {}), []);
  assert.deepEqual(await names(), ['one.jpg', 'two.jpg', 'three.jpg']);
  assert.equal(started, 1);
});

test('a photo worker that says nothing is given up', { timeout: 10_000 }, async () => {
  workers = 'say nothing';
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const adding = addFiles([photo('one')], into, () => {});
    const patience = setInterval(() => mock.timers.tick(31_000), 5);
    assert.deepEqual(await adding, []);
    clearInterval(patience);
    assert.deepEqual(await names(), ['one.jpg']);
  } finally {
    mock.timers.reset();
  }
});

test('what cannot be used gets the sentence for what its name says: a PDF, a picture, another document', async () => {
  workers = 'cannot read it';
  const faults = await addFiles([new File(['<html>'], 'don.PDF'), new File(['<html>'], 'anh.jpg'), new File(['PK'], 'don.docx'), new File([''], 'rong.pdf')], into, () => {});
  assert.deepEqual(faults, [
    { name: 'don.PDF', fault: 'pdfBroken' },
    { name: 'anh.jpg', fault: 'fileUndecodable' },
    { name: 'don.docx', fault: 'fileKind' },
    { name: 'rong.pdf', fault: 'fileEmpty' },
  ]);
  assert.deepEqual(await names(), []);
});
