/** Pages become one PDF at the hand-over and pages again when the draft is taken back; names and kinds of files. */
import 'fake-indexeddb/auto';

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { fullKey, thumbnailKey, type Draft, type DraftFile, type StoredBytes } from '../src/handin/draft.ts';
import { addDraft, change, readBytes, readDraft } from '../src/handin/drafts.ts';
import { fileNameOf } from '../src/handin/fileNames.ts';
import { faultOfPdf, keptAsItIs, limitInWords } from '../src/handin/fileRules.ts';
import { joinAndHandOver, takenApart, TooLargeTogether } from '../src/handin/joinPages.ts';

const jpeg = (mark: number) => Uint8Array.from([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 9, 0, 6, 3, ...Array(9).fill(1), mark]).buffer;
const file = (id: string, facts: Partial<DraftFile> = {}): DraftFile => ({
  id,
  paperId: 'a',
  name: `${id}.jpg`,
  mediaType: 'image/jpeg',
  size: 22,
  sha256: id,
  uploadId: null,
  offset: 0,
  ...facts,
});

/** Photos of two papers mixed, a PDF between those of one, a HEIC, and a paper used again whose bytes are not here. */
const FILES = [
  file('a1'),
  file('b1', { paperId: 'b' }),
  file('a2'),
  file('p', { mediaType: 'application/pdf' }),
  file('a3'),
  file('a4'),
  file('h', { mediaType: 'image/heic' }),
  file('again', { uploadId: 'u', offset: 22 }),
];
const papers = [
  { id: 'a', name: 'Giấy chứng sinh' },
  { id: 'b', name: 'Tờ khai' },
];

beforeEach(async () => {
  await addDraft({ id: 'd', state: 'editing', files: [], procedure: { papers }, office: null, trouble: null } as unknown as Draft);
  const stored: StoredBytes[] = ['a1', 'b1', 'a2', 'a3', 'a4'].map((id, mark) => ({ id, draftId: 'd', bytes: jpeg(mark) }));
  await change('d', (draft) => ({ ...draft, files: FILES }), [...stored, { id: thumbnailKey('a1'), draftId: 'd', bytes: jpeg(9) }]);
});

const waiting = (draft: Draft): Draft => ({ ...draft, state: 'waiting' });
const now = async () => (await readDraft('d'))!;

test('the photos that follow each other in a paper are one PDF where the first stood; all else is left alone', async () => {
  assert.equal(await joinAndHandOver('d', waiting), true);
  const { state, files } = await now();
  assert.equal(state, 'waiting');
  assert.deepEqual(files.map(({ name }) => name), ['Giấy chứng sinh.pdf', 'Tờ khai.pdf', 'p.jpg', 'Giấy chứng sinh.2.pdf', 'h.jpg', 'again.jpg']);
  assert.deepEqual(files.map(({ pages }) => pages?.map(({ id }) => id)), [['a1', 'a2'], ['b1'], undefined, ['a3', 'a4'], undefined, undefined]);
  const bytes = Buffer.from((await readBytes(files[0]!.id))!);
  assert.equal(bytes.length, files[0]!.size);
  for (const mark of [0, 2]) assert.ok(bytes.includes(Buffer.from(jpeg(mark))));
  assert.ok(await readBytes('a1'), 'the pages stay until it is handed in');
});

test('taken back the pages are pages, and the same pages go on with what was sent', async () => {
  await joinAndHandOver('d', waiting);
  const [first] = (await now()).files;
  await change('d', (draft) => ({
    ...draft,
    trouble: { code: 'x', detail: '', fileId: first!.id },
    files: draft.files.map((one) => (one.id === first!.id ? { ...one, uploadId: 'half', offset: 10 } : one)),
  }));
  await change('d', takenApart);
  const back = await now();
  assert.deepEqual([back.state, back.trouble?.fileId], ['editing', 'a1']);
  assert.deepEqual(back.files.map(({ id }) => id).sort(), FILES.map(({ id }) => id).sort());
  assert.equal(await readBytes(first!.id), undefined, 'the joined bytes are gone');
  assert.ok(await readBytes(thumbnailKey('a1')));
  await joinAndHandOver('d', waiting);
  const [again, other] = (await now()).files;
  assert.deepEqual([again!.sha256, again!.uploadId, again!.offset], [first!.sha256, 'half', 10]);
  assert.equal(other!.uploadId, null);
});

test('another order of pages is another file, sent from its beginning', async () => {
  await joinAndHandOver('d', waiting);
  await change('d', (draft) => ({ ...takenApart({ ...draft, files: draft.files.map((one) => ({ ...one, uploadId: one.uploadId ?? 'half' })) }) }));
  await change('d', (draft) => ({ ...draft, files: [...draft.files].reverse() }));
  await joinAndHandOver('d', waiting);
  assert.equal((await now()).files.find(({ paperId, pages }) => paperId === 'a' && pages)?.uploadId, null);
});

test('a lost page, pages over the limit, and a refusing hand-over leave the draft as it was', async () => {
  const before = await now();
  assert.equal(await joinAndHandOver('d', () => undefined), false);
  assert.deepEqual(await now(), before);
  const limited = { ...before, office: { documentLimits: { maxBytes: 300, mediaTypes: [] } } } as unknown as Draft;
  const kept = await change('d', () => limited);
  await assert.rejects(joinAndHandOver('d', waiting), (thrown) => thrown instanceof TooLargeTogether && thrown.paper === 'Giấy chứng sinh' && thrown.limit === 300);
  assert.deepEqual(await now(), kept);
  const lost = { ...before, files: [...before.files, file('lost')] };
  const keptToo = await change('d', () => lost);
  await assert.rejects(joinAndHandOver('d', waiting), TypeError);
  assert.deepEqual(await now(), keptToo);
});

test('what is taken out leaves nothing behind, its full picture included', async () => {
  await change('d', (draft) => draft, [{ id: fullKey('a1'), draftId: 'd', bytes: jpeg(5) }]);
  await change('d', (draft) => ({ ...draft, files: draft.files.filter(({ id }) => id !== 'a1') }));
  for (const key of ['a1', fullKey('a1'), thumbnailKey('a1')]) assert.equal(await readBytes(key), undefined);
});

test('names of files: whole words, nothing that a file system or an eye stumbles over', () => {
  assert.equal(fileNameOf('Giấy tờ: bản sao/bản chính?', 'pdf'), 'Giấy tờ bản sao bản chính.pdf');
  assert.equal(fileNameOf('..\u202e\u0000\n', 'pdf'), 'giay-to.pdf');
  assert.equal(fileNameOf('Trường hợp sinh con thì nộp '.repeat(9), 'pdf'), 'Trường hợp sinh con thì nộp Trường hợp sinh con thì nộp Trường hợp sinh con thì.pdf');
  assert.equal(Array.from(fileNameOf('ă'.repeat(300), 'pdf')).length, 84);
});

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0)).buffer;

test('kinds are read from the first bytes, as the service reads them', () => {
  assert.equal(keptAsItIs(bytesOf('%PDF-1.7\n')), 'application/pdf');
  assert.equal(keptAsItIs(bytesOf('\0\0\0\x18ftypheic\0\0\0\0mif1heic')), 'image/heic');
  assert.equal(keptAsItIs(bytesOf('\0\0\0\x18ftypmif1\0\0\0\0mif1heic')), 'image/heic');
  for (const other of ['', '%PDF-', '<html>%PDF-1.7', '\0\0\0\x18ftypmif1\0\0\0\0mif1avif', '\0\0\0\x18ftypavif\0\0\0\0heicheic', '\0\0\0\x10ftypmif1\0\0\0\0heic']) {
    assert.equal(keptAsItIs(bytesOf(other)), null, other);
  }
});

test('a PDF that is cut off or has a password', () => {
  const end = 'trailer << /Size 4 >>\nstartxref\n9\n%%EOF';
  assert.equal(faultOfPdf(bytesOf(`%PDF-1.7${' '.repeat(9_000)}${end}`)), null);
  assert.equal(faultOfPdf(bytesOf(`%PDF-1.7 ${end.replace('/Size 4', '/Encrypt 7 0 R')}`)), 'pdfEncrypted');
  assert.equal(faultOfPdf(bytesOf('%PDF-1.7 half of it')), 'pdfBroken');
  assert.equal(limitInWords(50 * 1024 * 1024), '50 MB');
});
