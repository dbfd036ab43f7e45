import assert from 'node:assert/strict';
import { test } from 'node:test';

import { asRead, grouped, merged, type Message } from '../src/inbox/grouping.ts';

function message(id: number, dossier: string | null, read = false): Message {
  return {
    id,
    kind: 'received',
    title: `Tin ${id}`,
    body: '',
    dossier_id: dossier,
    procedure_name: dossier && `Thủ tục ${dossier}`,
    dossier_number: dossier && `Y99-${dossier}`,
    link: dossier ? `/ho-so/${dossier}` : '/thong-bao',
    created_at: '2026-11-01T00:00:00Z',
    read,
  };
}
const ids = (messages: readonly Message[]) => messages.map(({ id }) => id);

test('the dossier with the newest message stands first', () => {
  const groups = grouped([message(9, 'a'), message(8, 'b'), message(7, 'a'), message(6, null)]);
  assert.deepEqual(groups.map(({ key, procedureName, number }) => [key, procedureName, number]), [
    ['a', 'Thủ tục a', 'Y99-a'],
    ['b', 'Thủ tục b', 'Y99-b'],
    ['app', null, null],
  ]);
  assert.deepEqual(ids(groups[0]!.shown), [9, 7]);
});

test('read messages are folded away but for the newest', () => {
  const [group] = grouped([message(9, 'a', true), message(8, 'a', true), message(7, 'a'), message(6, 'a', true)]);
  assert.deepEqual(ids(group!.shown), [9, 7]);
  assert.deepEqual(ids(group!.earlier), [8, 6]);
});

test('three unread ones are enough to see', () => {
  const [group] = grouped([9, 8, 7, 6, 5].map((id) => message(id, 'a')));
  assert.deepEqual(ids(group!.shown), [9, 8, 7]);
  assert.deepEqual(ids(group!.earlier), [6, 5]);
});

test('pages join without gaps or doubles, and the fresh copy counts', () => {
  const known = [message(5, 'a'), message(4, 'a'), message(3, 'a')];
  const joined = merged([message(6, 'a'), message(5, 'a', true)], known);
  assert.deepEqual(ids(joined), [6, 5, 4, 3]);
  assert.equal(joined[1]!.read, true);
});

test('only the messages meant become read', () => {
  assert.deepEqual(asRead([message(2, 'a'), message(1, 'a')], new Set([2])).map(({ read }) => read), [true, false]);
});
