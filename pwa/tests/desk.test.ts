import assert from 'node:assert/strict';
import { test } from 'node:test';

import { amountOf, bodyOf, EMPTY_DRAFT, faultsOf, inOrder, mainAction, meansChanged, needsOf, stepsSince, type ActionName, type Dossier } from '../src/desk/actions.ts';
import { KEYS, meaningOf, takesLetters } from '../src/desk/keys.ts';
import { askedAgain, checklist, faultLines, faultyPapers, isFromBefore, proposedMarks, type Requirement } from '../src/desk/marks.ts';
import { arrived, following, queueBeside, queuesOf, urgency, type Row } from '../src/desk/queues.ts';
import { dayInVietnam } from '../src/rules/day.ts';
import { emptyWalkIn, limitOf, walkInBody, walkInFaults } from '../src/desk/walkin/walkIn.ts';

const limited = { has_time_limit: true };
const pressed = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, ...more });
const row = (id: string) => ({ id }) as Row;

test('each action asks for exactly what the service needs', () => {
  const wrong = (action: ActionName, text = '', draft = {}) => faultsOf(needsOf(action, limited), { ...EMPTY_DRAFT, ...draft }, text);
  for (const action of ['decline', 'request_supplement', 'propose_supplement', 'send_back', 'record_withdrawal', 'stop'] as const) {
    assert.deepEqual(wrong(action, '  '), { text: 'reasonMissing' }, action);
    assert.deepEqual(wrong(action, 'thiếu chữ ký'), {}, action);
  }
  for (const action of ['receive', 'accept_supplement', 'start', 'draft_result', 'check', 'sign', 'stamp', 'resolve', 'confirm_payment', 'return_result'] as const) {
    assert.deepEqual(wrong(action), {}, action);
  }
  assert.deepEqual(wrong('apologise'), { text: 'reasonMissing', dueOn: 'dateMissing' });
  for (const action of ['assign', 'forward'] as const) assert.deepEqual(wrong(action), { officer: 'officerMissing' });
  assert.deepEqual(wrong('request_payment', '', { amount: 'tám nghìn' }), { amount: 'amountMissing' });
});

test('reception may agree on a date only where no limit is published, and then with a reason', () => {
  assert.equal(needsOf('receive', limited).dueOn, undefined);
  const free = needsOf('receive', { has_time_limit: false });
  assert.deepEqual(faultsOf(free, EMPTY_DRAFT, ''), {});
  assert.deepEqual(faultsOf(free, { ...EMPTY_DRAFT, dueOn: '2026-12-01' }, ''), { text: 'reasonForDateMissing' });
});

test('only what an action knows is sent', () => {
  const draft = { ...EMPTY_DRAFT, amount: '8.000', officer: 'vanthu', dueOn: '2026-12-01', collector: 'proxy' as const };
  assert.deepEqual(bodyOf('start', needsOf('start', limited), draft, ' đã xem ', [{ requirement_id: 'r1', reason: null }]), { action: 'start', note: 'đã xem' });
  assert.deepEqual(bodyOf('request_payment', needsOf('request_payment', limited), draft, '', []), { action: 'request_payment', amount_vnd: 8000 });
  assert.deepEqual(bodyOf('request_supplement', needsOf('request_supplement', limited), draft, 'mờ', [{ requirement_id: 'r1', reason: 'mờ' }]), {
    action: 'request_supplement',
    reason: 'mờ',
    papers: [{ requirement_id: 'r1', reason: 'mờ' }],
  });
  assert.deepEqual(bodyOf('return_result', needsOf('return_result', limited), draft, '', []), { action: 'return_result', collector: 'proxy' });
});

test('amounts as people write them', () => {
  assert.equal(amountOf('8.000'), 8000);
  assert.equal(amountOf(' 1 500 000 đồng '), 1_500_000);
  for (const wrong of ['', '-5', '8k', '1.5e3', '9999999999999']) assert.equal(amountOf(wrong), null, wrong);
});

test('the one thing that a dossier waits for comes first', () => {
  const signatures = { drafted: true, checked: false };
  const facts = { allowed_actions: ['check', 'send_back'], status: 4, signatures, withdrawal_requested: false };
  assert.equal(mainAction(facts), 'check');
  assert.equal(mainAction({ ...facts, signatures: {} }), null);
  assert.deepEqual(inOrder({ ...facts, allowed_actions: ['forward', 'draft_result', 'resolve'] }), ['resolve', 'forward', 'draft_result']);
  assert.equal(mainAction({ ...facts, allowed_actions: ['forward', 'draft_result'], signatures: {} }), 'draft_result');
  assert.equal(mainAction({ ...facts, allowed_actions: ['sign', 'stop'], withdrawal_requested: true }), 'stop');
});

test('a refusal because of somebody else is told from other refusals', () => {
  assert.equal(meansChanged({ status: 412, code: 'changed_meanwhile' }), true);
  assert.equal(meansChanged({ status: 409, code: 'already_done' }), true);
  assert.equal(meansChanged({ status: 422, code: 'reason_missing' }), false);
  const timeline = [{ action: 'submit' }, { action: 'receive' }] as never[];
  assert.equal(stepsSince(1, timeline).length, 1);
  assert.equal(stepsSince(2, timeline).length, 0);
});

test('keys mean one thing each, and combinations belong to the browser', () => {
  assert.deepEqual(meaningOf(pressed('j')), { command: 'next' });
  assert.deepEqual(meaningOf(pressed('J')), { command: 'next' });
  assert.deepEqual(meaningOf(pressed('?')), { command: 'help' });
  assert.deepEqual(meaningOf(pressed('3')), { command: 'choose', digit: 3 });
  for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }]) assert.equal(meaningOf(pressed('p', more)), null);
  assert.equal(meaningOf(pressed('0')), null);
  assert.equal(meaningOf(pressed('Enter')), null);
  assert.equal(new Set(KEYS.map(([key]) => key)).size, KEYS.length);
});

test('no key is stolen from a field', () => {
  for (const tagName of ['TEXTAREA', 'SELECT', 'INPUT']) assert.equal(takesLetters({ tagName }), true, tagName);
  assert.equal(takesLetters({ tagName: 'INPUT', type: 'date' }), true);
  assert.equal(takesLetters({ tagName: 'DIV', isContentEditable: true }), true);
  assert.equal(takesLetters({ tagName: 'INPUT', type: 'checkbox' }), false);
  assert.equal(takesLetters({ tagName: 'BUTTON' }), false);
});

test('how urgent a dossier is, against the day in Vietnam', () => {
  const today = '2026-11-22';
  assert.deepEqual(urgency({ status: 4, due_on: '2026-11-20' }, today), { kind: 'overdue', tone: 'fault', days: 2 });
  assert.deepEqual(urgency({ status: 2, due_on: '2026-11-22' }, today), { kind: 'today', tone: 'soon' });
  assert.deepEqual(urgency({ status: 2, due_on: '2026-11-24' }, today), { kind: 'left', tone: 'soon', days: 2 });
  assert.deepEqual(urgency({ status: 2, due_on: '2026-12-01' }, today), { kind: 'left', tone: 'waiting', days: 9 });
  assert.equal(urgency({ status: 5, due_on: '2026-11-01' }, today).kind, 'paused', 'who waits for the citizen is not late');
  assert.equal(urgency({ status: 5, due_on: '2026-11-01', waits_for_citizen: false }, today).kind, 'supplemented');
  assert.equal(urgency({ status: 10, due_on: '2026-11-01' }, today).kind, 'ended');
  assert.equal(dayInVietnam(new Date('2026-11-22T17:30:00Z')), '2026-11-23');
});

test('queues: each role begins with its own work, and none is out of reach', () => {
  assert.equal(queuesOf('reception').own[0], 'to_receive');
  assert.equal(queuesOf('administrator').own[0], 'open');
  for (const role of ['reception', 'specialist', 'room_leader', 'leader', 'clerk', 'cashier', 'administrator']) {
    const { own, others } = queuesOf(role);
    assert.equal(new Set([...own, ...others]).size, 14, role);
    let at = own[0]!;
    for (let step = 0; step < 14; step += 1) at = queueBeside(role, at, 1);
    assert.equal(at, own[0]);
  }
});

test('the next dossier, also when the one just done has left the queue', () => {
  const rows = ['a', 'b', 'c'].map(row);
  assert.equal(following(rows, 'a')?.id, 'b');
  assert.equal(following(rows, 'c')?.id, 'a');
  assert.equal(following(rows, 'gone', 1)?.id, 'b');
  assert.equal(following(rows, 'gone', 9)?.id, 'c');
  assert.equal(following([row('a')], 'a'), null);
  assert.equal(following([], 'a'), null);
});

test('what has come in since the last look', () => {
  assert.deepEqual(arrived(undefined, [row('a')]), []);
  assert.deepEqual(arrived([row('a')], [row('b'), row('a')]).map(({ id }) => id), ['b']);
});

const paper = (id: string, more = {}) => ({ id, name: `Giấy ${id}`, case: null, kind: 'submit', heading: null, conditional: false, original: 1, copy: 0, form_files: [], ...more }) as Requirement;
const file = (requirement_id: string) => ({ requirement_id, upload_id: `u-${requirement_id}` }) as never;

test('the checklist is that of the case, and every file has its place', () => {
  const requirements = [paper('r1'), paper('r2', { case: 'Nuôi con nuôi' }), paper('r3', { case: 'Khác' }), paper('r4', { kind: 'note' }), paper('r5', { case: 'Lạ' })];
  const list = checklist(requirements, [file('r1'), file('r5'), file('old')], 'Nuôi con nuôi');
  assert.deepEqual(list.asked.map(({ requirement }) => requirement.id), ['r1', 'r2', 'r5']);
  assert.deepEqual(list.ofOtherCases.map(({ id }) => id), ['r3']);
  assert.deepEqual(list.remarks.map(({ id }) => id), ['r4']);
  assert.equal(list.strayFiles.length, 1);
});

test('all faults stand in one request', () => {
  const list = checklist([paper('r1'), paper('r2'), paper('r3')], [file('r1')], null);
  const marks = { r1: { good: false, why: ' ảnh mờ ' }, r2: { good: false, why: '' }, r3: { good: true, why: 'x' } };
  const faulty = faultyPapers(list, marks);
  assert.deepEqual(faultLines(faulty, { missing: 'chưa có', bad: 'chưa đạt' }), ['- Giấy r1: ảnh mờ', '- Giấy r2: chưa có']);
  const official = faulty.map((one) => ({ ...one, requirement: { ...one.requirement, name: 'Văn bản xác nhận về việc sinh.; ' } }));
  assert.deepEqual(faultLines(official.slice(0, 1), { missing: '', bad: '' }), ['- Văn bản xác nhận về việc sinh: ảnh mờ']);
});

test('which file of a paper was found wanting: what was there when the newest request named it', () => {
  const step = (at: string, action: string, papers: Record<string, string | null> = {}) =>
    ({ at, action, requested_papers: Object.entries(papers).map(([requirement_id, reason]) => ({ requirement_id, reason, name: null })) }) as Dossier['timeline'][number];
  const timeline = [
    step('2026-11-20T01:00:00Z', 'submit'),
    step('2026-11-20T02:00:00Z', 'request_supplement', { r1: 'mờ', r2: null }),
    step('2026-11-21T03:00:00Z', 'supplement'),
  ];
  assert.deepEqual(askedAgain(timeline, 'r1'), { at: '2026-11-20T02:00:00Z', reason: 'mờ' });
  assert.deepEqual(askedAgain(timeline, 'r2'), { at: '2026-11-20T02:00:00Z', reason: null });
  for (const [steps, id] of [[timeline, 'r3'], [[], 'r1'], [timeline.slice(0, 1), 'r1']] as const) assert.equal(askedAgain(steps, id), undefined);
  const asked = askedAgain(timeline, 'r1');
  assert.equal(isFromBefore({ added_at: '2026-11-20T08:00:00+07:00' }, asked), true);
  assert.equal(isFromBefore({ added_at: '2026-11-21T03:00:00Z' }, asked), false);
  assert.equal(isFromBefore({ added_at: '2026-11-20T01:00:00Z' }, undefined), false);
  const again = [...timeline, step('2026-11-22T01:00:00Z', 'request_supplement', { r2: 'thiếu trang' })];
  assert.equal(askedAgain(again, 'r1'), undefined, 'the second request no longer names it');
});

test('a walk-in: what is wrong, and a date only where none is published', () => {
  const draft = { ...emptyWalkIn('id'), procedureCode: '2.000815', fullName: 'Trần Thị Ví Dụ' };
  assert.deepEqual(walkInFaults(emptyWalkIn('id'), null), { procedure: 'procedureMissing', fullName: 'fullNameMissing' });
  assert.deepEqual(walkInFaults(draft, null), {});
  assert.deepEqual(walkInFaults({ ...draft, phone: '12', identity: '12' }, null), { phone: 'phoneWrong', identity: 'identityWrong' });
  assert.deepEqual(walkInFaults({ ...draft, phone: '0912 345 678', identity: '001 085 000 001' }, null), {});
  const dated = { ...draft, dueOn: '2026-11-23' };
  assert.deepEqual(walkInFaults(dated, null), { reason: 'reasonForDateMissing' });
  const five = { quantity: 5, unit: 'working_day' };
  assert.equal(walkInBody({ ...dated, reason: 'nhiều trang' }, five, '').due_on, undefined);
  const body = walkInBody({ ...dated, reason: 'nhiều trang', note: 'gấp' }, null, 'Bản giấy: A.');
  assert.deepEqual([body.due_on, body.reason, body.note, body.documents], ['2026-11-23', 'nhiều trang', 'gấp\nBản giấy: A.', []]);
  assert.equal(walkInBody({ ...draft, note: 'x'.repeat(3000) }, null, '').note?.length, 2000);
});

test('the published limit: of the case, of the counter, of the procedure, or none', () => {
  const limits = [
    { channel: 'direct', case: null, quantity: 5, unit: 'working_day' },
    { channel: 'direct', case: 'Khó', quantity: 10, unit: 'day' },
    { channel: 'online', case: null, quantity: 3, unit: 'day' },
  ] as never[];
  const of = (time_limits: never[], deadline: unknown, chosen: string | null) => limitOf({ time_limits, deadline } as never, chosen)?.quantity ?? null;
  assert.equal(of(limits, null, null), 5);
  assert.equal(of(limits, null, 'Khó'), 10);
  assert.equal(of([], { working_days: 7, calendar_days: null }, null), 7);
  assert.equal(of([], null, null), null);
  assert.equal(of([{ channel: 'direct', case: null, quantity: null, unit: null }] as never[], null, null), null, '2.000815');
});

test('what a specialist proposes stands marked for reception until it is answered', () => {
  const step = (action: string, papers: { requirement_id: string; name: string; reason: string | null }[]) => ({ action, requested_papers: papers });
  const timeline = [
    step('propose_supplement', [{ requirement_id: 'r9', name: 'Cũ', reason: 'cũ' }]),
    step('return_proposal', []),
    step('propose_supplement', [
      { requirement_id: 'r1', name: 'Giấy', reason: 'mờ' },
      { requirement_id: 'r2', name: 'Đơn', reason: null },
    ]),
  ] as unknown as Dossier['timeline'];
  assert.deepEqual(proposedMarks({ supplement_proposed: true, timeline }), { r1: { good: false, why: 'mờ' }, r2: { good: false, why: '' } });
  assert.deepEqual(proposedMarks({ supplement_proposed: false, timeline }), {});
});
