import assert from 'node:assert/strict';
import { test } from 'node:test';

import { canonicalCode, codesIn } from '../src/lookup/codes.ts';
import { fold, highlight } from '../src/lookup/folding.ts';

test('case, marks, đ and punctuation go', () => {
  assert.equal(fold('  Đăng ký KHAI SINH, (lại)…  '), 'dang ky khai sinh lai');
  assert.equal(fold('Đường đất'), 'duong dat');
  assert.equal(fold('khai\u0000sinh\nlưu\u200bđộng/m²_x'), 'khai sinh luu dong m2 x');
  assert.equal(fold('…'), '');
});

test('every spelling of a tone folds alike, composed or not', () => {
  for (const spelling of ['Hoà', 'Hòa', 'HÒA', 'Hoà'.normalize('NFD'), 'Hòa'.normalize('NFD')]) assert.equal(fold(spelling), 'hoa');
  const name = 'Thủ tục đăng ký lại khai tử ở Thuỷ Nguyên';
  assert.equal(fold(name.normalize('NFD')), fold(name));
  assert.equal(fold(fold(name)), fold(name));
});

test('a code is found in every spelling and inside a sentence', () => {
  for (const text of ['1.001193', '1001193', '1,001193', '1 001193', '1 001 193', '1.001.193', '1-001193', 'thủ tục 1.001193 là gì']) assert.deepEqual(codesIn(text), ['1001193']);
  assert.deepEqual(codesIn('1,012784'), ['1012784']);
  assert.deepEqual(codesIn('1.0133611'), ['10133611']);
  assert.deepEqual(codesIn('1.001193 1.004222'), ['1001193', '1004222']);
  for (const text of ['0912345678', '0912 345 678', '091.234.5678', '12.001193', '1.00119', 'khai sinh 2026', '']) assert.deepEqual(codesIn(text), []);
});

test('a bare code gets its dot, everything else stays', () => {
  assert.equal(canonicalCode('1004222'), '1.004222');
  assert.equal(canonicalCode(' 1,012784 '), '1.012784');
  assert.equal(canonicalCode('1 014 027'), '1.014027');
  assert.equal(canonicalCode('1.0133611'), '1.0133611');
  assert.equal(canonicalCode('1.115632.000.00.00.H04'), '1.115632.000.00.00.H04');
  assert.equal(canonicalCode('khai sinh'), 'khai sinh');
});

const marked = (name: string, query: string) =>
  highlight(name, query)
    .map(({ text, matched }) => (matched ? `[${text}]` : text))
    .join('');

test('the words that matched are marked however they are spelt, neighbours together', () => {
  assert.equal(marked('Thủ tục đăng ký khai sinh', 'KHAI SINH'), 'Thủ tục đăng ký [khai sinh]');
  assert.equal(marked('Hòa giải tranh chấp đất đai', 'hoà dat'), '[Hòa] giải tranh chấp [đất] đai');
  assert.equal(marked('Đăng ký lại khai tử, khai sinh'.normalize('NFD'), 'khai'), 'Đăng ký lại [khai] tử, [khai] sinh'.normalize('NFD'));
});

test('words of the question are marked only when there is nothing else', () => {
  assert.equal(marked('Thủ tục đăng ký kết hôn', 'thủ tục kết hôn'), 'Thủ tục đăng ký [kết hôn]');
  assert.equal(marked('Thủ tục đăng ký kết hôn', 'thủ tục'), '[Thủ tục] đăng ký kết hôn');
  assert.equal(marked('Thủ tục', ''), 'Thủ tục');
});

test('a word of the question is marked beside its neighbour, and half a word where it may belong', () => {
  assert.equal(marked('Thủ tục đăng ký khai sinh', 'dang ky khai sinh'), 'Thủ tục [đăng ký khai sinh]');
  assert.equal(marked('Sổ đang giữ', 'dang ky'), 'Sổ đang giữ');
  assert.equal(marked('Thủ tục đăng ký khai sinh', 'khai s'), 'Thủ tục đăng ký [khai sinh]');
  assert.equal(marked('Khai báo tạm vắng, sửa sai', 'khai s'), '[Khai] báo tạm vắng, sửa sai');
  assert.equal(marked('Khám bệnh, khai báo', 'kh'), '[Khám] bệnh, [khai] báo');
});

test('nothing of a name is lost', () => {
  for (const name of ['  (1) Cấp, đổi;  lại – “thẻ” ', 'khai khai khai', '']) {
    assert.equal(highlight(name, 'cấp lại khai').map(({ text }) => text).join(''), name);
  }
});
