import assert from 'node:assert/strict';
import { test } from 'node:test';

import { moveBy } from '../src/handin/addFiles.ts';
import type { Draft, DraftFile, Paper } from '../src/handin/draft.ts';
import { moveAfter, moveAfterUpload, uploadsToMend } from '../src/handin/nextMove.ts';
import { whyNotHere } from '../src/handin/snapshot.ts';
import { applicantFaults, askedPapers, firstGap, missingPapers, progressOf, stepAfter, stepBefore, stepsOf, timeLimitOf, toldPapers } from '../src/handin/steps.ts';
import { digitsOf } from '../src/rules/phone.ts';

const answer = (status: number, more: object = {}) => ({ status, code: 'some_code', detail: '', ...more });

test('only what the citizen has to mend makes a draft stuck', () => {
  for (const status of [0, 408, 423, 429, 500, 502, 503, 507]) assert.equal(moveAfter(answer(status)), 'retry', `${status}`);
  assert.equal(moveAfter(answer(400, { retryable: true })), 'retry');
  for (const status of [400, 403, 404, 409, 413, 415, 422]) assert.equal(moveAfter(answer(status)), 'stuck', `${status}`);
  assert.equal(moveAfter(answer(401)), 'sign_in');
  for (const status of [200, 201, 204]) assert.equal(moveAfter(answer(status)), 'go_on', `${status}`);
});

test('a lost upload begins anew, another offset is asked for', () => {
  assert.equal(moveAfterUpload(answer(404)), 'create_anew');
  assert.equal(moveAfterUpload(answer(410)), 'create_anew');
  assert.equal(moveAfterUpload(answer(409)), 'ask_offset');
  assert.equal(moveAfterUpload(answer(415)), 'stuck');
});

test('a refused list names the files to send again, but an unknown paper cannot be mended by sending', () => {
  const refused = { ...answer(422), code: 'files_missing_or_different' };
  const errors = [
    { code: 'upload_unknown', upload_id: 'a' },
    { code: 'upload_incomplete', upload_id: 'b' },
  ];
  assert.deepEqual([...uploadsToMend({ ...refused, errors })], [['a', 'create_anew'], ['b', 'ask_offset']]);
  assert.equal(uploadsToMend({ ...refused, errors: [...errors, { code: 'unknown_requirement', upload_id: 'c' }] }).size, 0);
  assert.equal(uploadsToMend({ ...answer(422), errors }).size, 0);
});

const paper = (id: string, more: Partial<Paper> = {}): Paper => ({ id, name: id, case: null, kind: 'submit', conditional: false, original: 1, copy: 0, ...more });
const file = (id: string, paperId: string): DraftFile => ({ id, paperId, name: id, mediaType: 'image/jpeg', size: 1, sha256: '', uploadId: null, offset: 0 });
const draft = (papers: Paper[], more: Partial<Draft> = {}, cases: string[] = []) =>
  ({
    kind: 'dossier',
    procedure: { papers, cases, limits: [] },
    case: null,
    applicant: { full_name: 'Lê Thị Hoa', phone: '0912345678', identity_number: '' },
    office: { code: 'x' },
    files: [],
    skipped: [],
    ...more,
  }) as unknown as Draft;

test('papers to hand in have pages, papers to show and remarks are told', () => {
  const mixed = draft([paper('a'), paper('b', { kind: 'present' }), paper('c', { kind: 'note' })]);
  assert.deepEqual(askedPapers(mixed).map(({ id }) => id), ['a']);
  assert.deepEqual(toldPapers(mixed).map(({ id }) => id), ['b', 'c']);
  const onlyShown = draft([paper('b', { kind: 'present' }), paper('c', { kind: 'note' })]);
  assert.deepEqual(askedPapers(onlyShown).map(({ id }) => id), ['b']);
});

test('a chosen case leaves out the papers of the others, unless they have files already', () => {
  const papers = [paper('all'), paper('one', { case: 'A' }), paper('two', { case: 'B' })];
  assert.deepEqual(askedPapers(draft(papers, {}, ['A', 'B'])).length, 3);
  assert.deepEqual(askedPapers(draft(papers, { case: 'A' }, ['A', 'B'])).map(({ id }) => id), ['all', 'one']);
  assert.deepEqual(askedPapers(draft(papers, { case: 'A', files: [file('f', 'two')] }, ['A', 'B'])).map(({ id }) => id), ['all', 'one', 'two']);
});

test('a case that names no paper is asked for those of every case, so that there is something to hand in', () => {
  const papers = [paper('one', { case: 'A' }), paper('two', { case: 'B' }), paper('remark', { kind: 'note' })];
  const online = draft(papers, { case: 'C' }, ['A', 'B', 'C']);
  assert.deepEqual(askedPapers(online).map(({ id }) => id), ['one', 'two']);
  assert.deepEqual(stepsOf(online), ['truong-hop', 'nguoi-nop', 'co-quan', 'giay-to-1', 'giay-to-2', 'xem-lai']);
  assert.equal(stepsOf(online).includes(firstGap(online)!), true, 'where the missing file is asked for is a page');
  const shown = draft([paper('seen', { case: 'A', kind: 'present' })], { case: 'C' }, ['A', 'C']);
  assert.deepEqual(askedPapers(shown).map(({ id }) => id), ['seen']);
});

test('what the page of a procedure does not offer cannot be begun by its address either', () => {
  const published = { listed: true, scope: 'national', has_detail: true, requirements: [paper('a')], channels: [] };
  const why = (more: object) => whyNotHere({ ...published, ...more } as unknown as Parameters<typeof whyNotHere>[0]);
  assert.equal(why({}), undefined);
  assert.equal(why({ listed: false }), 'notListed');
  for (const no of [{ has_detail: false }, { requirements: [] }, { requirements: [paper('n', { kind: 'note' })] }, { scope: 'internal' }]) {
    assert.equal(why(no), 'noDetail');
  }
  assert.equal(why({ channels: [{ channel: 'direct' }] }), 'atCounter');
});

test('steps: one thing a page, all papers one step of the bar', () => {
  const two = draft([paper('a'), paper('b')], {}, ['A']);
  assert.deepEqual(stepsOf(two), ['truong-hop', 'nguoi-nop', 'co-quan', 'giay-to-1', 'giay-to-2', 'xem-lai']);
  assert.deepEqual(progressOf(two, 'giay-to-2'), { at: 4, of: 5 });
  assert.equal(stepAfter(two, 'giay-to-2'), 'xem-lai');
  assert.equal(stepBefore(two, 'truong-hop'), undefined);
  const supplement = draft([paper('a')], { kind: 'supplement' });
  assert.deepEqual(stepsOf(supplement), ['xem-lai', 'giay-to-1']);
  assert.equal(stepBefore(supplement, 'giay-to-1'), 'xem-lai');
});

test('missing papers warn; conditional ones do not', () => {
  const some = draft([paper('a'), paper('b', { conditional: true }), paper('c')], { files: [file('f', 'a')] });
  assert.deepEqual(missingPapers(some).map(({ id }) => id), ['c']);
});

test('the first gap is where the service would refuse', () => {
  assert.equal(firstGap(draft([paper('a')])), 'giay-to-1');
  assert.equal(firstGap(draft([paper('a')], { office: null })), 'co-quan');
  assert.equal(firstGap(draft([paper('a')], { files: [file('f', 'a')] })), undefined);
});

test('the applicant as the service takes it', () => {
  const fine = { full_name: 'Lê Thị Hoa', phone: '+84 912 345 678', identity_number: '' };
  assert.deepEqual(applicantFaults(fine), {});
  assert.equal(digitsOf(fine.phone), '0912345678');
  assert.deepEqual(applicantFaults({ full_name: 'a'.repeat(300), phone: '123', identity_number: '12345' }), {
    full_name: 'fullNameLong',
    phone: 'phoneWrong',
    identity_number: 'identityWrong',
  });
  assert.deepEqual(applicantFaults({ ...fine, full_name: ' ' }), { full_name: 'fullNameMissing' });
});

test("the time limit online, the case's own first", () => {
  const limits = [
    { channel: 'direct', case: null, quantity: 9, unit: 'day' },
    { channel: 'online', case: null, quantity: 3, unit: 'day' },
    { channel: 'online', case: 'A', quantity: 5, unit: 'day' },
  ];
  const procedure = { ...draft([]).procedure, limits };
  assert.equal(timeLimitOf(procedure, 'A')?.quantity, 5);
  assert.equal(timeLimitOf(procedure, 'B')?.quantity, 3);
  assert.equal(timeLimitOf(procedure, null)?.quantity, 3);
});

test('a page moves up within its paper only', () => {
  const files = [file('a1', 'a'), file('b1', 'b'), file('a2', 'a')];
  assert.deepEqual(moveBy(files, 'a2', -1).map(({ id }) => id), ['a2', 'b1', 'a1']);
  assert.deepEqual(moveBy(files, 'b1', -1).map(({ id }) => id), ['a1', 'b1', 'a2']);
});
