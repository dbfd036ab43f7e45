/** What the phone remembers of an office, and how one is written. */
import 'fake-indexeddb/auto';

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { draftOf } from '../src/handin/snapshot.ts';
import { hoursLines } from '../src/places/hours.ts';
import { groupedPhone, initialsOf } from '../src/places/officers.ts';
import { forgetOffices, keepOffice, keptOffice, type Office } from '../src/storage/myOffice.ts';
import type { ProcedureSnapshot } from '../src/handin/draft.ts';

const office = (code: string, province: string): Office => ({ code, name: code, province, isDemo: false, mandate: false });
const procedure = (province: string | null): ProcedureSnapshot => ({ code: '1', name: '', cases: [], papers: [], limits: [], feeKind: 'free', fees: [], province });

test('days in a row with the same hours are one line; closed days are left out', () => {
  const usual = [['07:30', '11:30'], ['13:30', '17:00']];
  const week = { monday: usual, tuesday: usual, wednesday: usual, thursday: usual, friday: usual, saturday: [['07:30', '11:30']], sunday: [] };
  assert.deepEqual(hoursLines(week), [
    { first: 'monday', last: 'friday', periods: '07:30–11:30, 13:30–17:00' },
    { first: 'saturday', last: 'saturday', periods: '07:30–11:30' },
  ]);
  assert.deepEqual(hoursLines({ monday: usual, wednesday: usual }).map(({ first, last }) => [first, last]), [['monday', 'monday'], ['wednesday', 'wednesday']]);
  assert.deepEqual(hoursLines({}), []);
});

test('an officer without a photo has initials, also of one name or of decomposed letters', () => {
  assert.deepEqual(['Lê Thị Mẫu', ' Đặng ', 'A\u0302u Cơ', ''].map(initialsOf), ['LM', 'Đ', 'ÂC', '']);
});

test('phone numbers are read in groups', () => {
  assert.deepEqual(['0912345678', '02700000001', '19001234', '1900123456', ''].map(groupedPhone), ['0912 345 678', '0270 000 0001', '1900 1234', '1900 123 456', '']);
});

test('a draft begins with the office remembered, else with that of the last dossier; both can be forgotten', () => {
  assert.equal(draftOf(procedure(null), {}).office, null);
  keepOffice(office('last', '79'), 'lastOffice');
  assert.equal(draftOf(procedure(null), {}).office?.code, 'last');
  keepOffice(office('mine', '86'));
  assert.equal(draftOf(procedure(null), {}).office?.code, 'mine');
  assert.equal(draftOf(procedure('79'), {}).office?.code, 'last', 'the procedure of a province is handed in there');
  assert.equal(draftOf(procedure('01'), {}).office, null);
  forgetOffices();
  assert.deepEqual([keptOffice(), keptOffice('lastOffice'), draftOf(procedure(null), {}).office], [null, null, null]);
});
