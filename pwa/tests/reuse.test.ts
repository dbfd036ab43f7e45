import assert from 'node:assert/strict';
import { test } from 'node:test';

import { draftOf } from '../src/handin/snapshot.ts';
import { askedPapers, firstGap, stepsOf, toldPapers } from '../src/handin/steps.ts';
import { fileOf, withReused } from '../src/handin/ReusePapers.tsx';
import type { Paper, ProcedureSnapshot } from '../src/handin/draft.ts';

const paper = (id: string, kind: Paper['kind'] = 'submit'): Paper => ({ id, name: `Giấy ${id}`, case: null, kind, conditional: false, original: 1, copy: null });
const procedure: ProcedureSnapshot = { code: '1', name: 'Thủ tục', cases: [], papers: [paper('a'), paper('b'), paper('c', 'present')], limits: [], feeKind: 'free', fees: [], province: null };
const reused = { upload_id: 'u1', file_name: 'căn cước.jpg', size: 9, sha256: 'f'.repeat(64), media_type: 'image/jpeg' };

test('a paper used again has nothing left to send', () => {
  const draft = { ...draftOf(procedure, { office: null }), skipped: ['a', 'b'] };
  const after = withReused(draft, fileOf(reused, paper('a')));
  const [file] = after.files;
  assert.deepEqual([file?.uploadId, file?.offset, file?.size, file?.paperId], ['u1', 9, 9, 'a']);
  assert.deepEqual(after.skipped, ['b']);
});

test('a supplement asks only for what the office named, also for what is published no more', () => {
  const asked = [
    { paperId: 'c', name: 'Giấy c', reason: 'mờ' },
    { paperId: 'gone', name: 'Giấy cũ', reason: '' },
  ];
  const draft = draftOf(procedure, { kind: 'supplement', dossierId: 'd', asked });
  assert.deepEqual(askedPapers(draft).map(({ id, name }) => [id, name]), [['c', 'Giấy c'], ['gone', 'Giấy cũ']]);
  assert.deepEqual(stepsOf(draft), ['xem-lai', 'giay-to-1', 'giay-to-2']);
  assert.deepEqual(toldPapers(draft), []);
  assert.equal(firstGap(draft), 'giay-to-1');
});

test('a request that names nothing leaves every paper open', () => {
  const draft = draftOf(procedure, { kind: 'supplement', dossierId: 'd', asked: [] });
  assert.deepEqual(askedPapers(draft).map(({ id }) => id), ['a', 'b']);
});
