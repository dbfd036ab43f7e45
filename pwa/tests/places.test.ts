/** What the phone remembers of an office, and how one is written. */
import 'fake-indexeddb/auto';

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { draftOf } from '../src/handin/snapshot.ts';
import { hoursLines } from '../src/places/hours.ts';
import { groupedPhone, initialsOf } from '../src/places/officers.ts';
import { communeToKeep, keepChosen, keepCommune, takeOnlyOffice, tellOffice } from '../src/places/myCommune.ts';
import { forgetOffices, keepOffice, keptCommune, keptOffice, keptPlace, type Office } from '../src/storage/myOffice.ts';
import type { Agency } from '../src/places/offices.ts';
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

const NGAI_TU = communeToKeep({ code: '00006', name: 'Ngãi Tứ', full_name: 'Xã Ngãi Tứ', kind: 'Xã', province: '86', province_name: 'Tỉnh Vĩnh Long' });
const agency = (code: string) =>
  ({ code, name: code, province: '86', is_demo: false, online_filing: 'precheck', document_limits: { max_bytes: 1, media_types: [] } }) as unknown as Agency;

test('a commune is a place to look up at and no office to hand in at; the one chosen last counts', () => {
  keepChosen(office('mine', '79'));
  keepCommune(NGAI_TU);
  assert.deepEqual([keptOffice(), draftOf(procedure(null), {}).office], [null, null]);
  assert.deepEqual([keptPlace()?.name, keptPlace()?.province], ['Xã Ngãi Tứ', '86']);
  keepChosen(office('mine', '79'));
  assert.deepEqual([keptPlace()?.province, keptCommune(), tellOffice()], ['79', null, null]);
  keepCommune(NGAI_TU);
  forgetOffices();
  assert.equal(keptPlace(), null);
});

test('the only office of a commune is taken and told of once; of several none', () => {
  keepCommune(NGAI_TU);
  assert.equal(takeOnlyOffice(NGAI_TU, []), null);
  assert.equal(takeOnlyOffice(NGAI_TU, [agency('H86.1'), agency('H86.2')]), null);
  assert.deepEqual([keptCommune(), tellOffice()], [NGAI_TU, null]);
  assert.equal(takeOnlyOffice(NGAI_TU, [agency('H86.1')])?.code, 'H86.1');
  assert.equal(takeOnlyOffice(NGAI_TU, [agency('H86.1')])?.code, 'H86.1', 'both who ask are told');
  assert.deepEqual([keptOffice()?.code, keptCommune()], ['H86.1', null]);
  assert.deepEqual([tellOffice(), tellOffice()], ['Xã Ngãi Tứ', null]);
  forgetOffices();
});

test('an answer that comes after another choice, or after signing out, takes nothing', () => {
  keepCommune(NGAI_TU);
  keepChosen(office('mine', '79'));
  assert.equal(takeOnlyOffice(NGAI_TU, [agency('H86.1')]), null);
  assert.equal(keptOffice()?.code, 'mine');
  keepCommune(NGAI_TU);
  forgetOffices();
  assert.equal(takeOnlyOffice(NGAI_TU, [agency('H86.1')]), null);
  assert.equal(keptPlace(), null);
});
