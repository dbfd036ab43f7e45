import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { me, signedIn, type Me } from '../src/app/session.ts';
import type { Draft } from '../src/handin/draft.ts';
import { isSomebodyElses, signedInOwner } from '../src/handin/owners.ts';
import { whoseItIs } from '../src/handin/whyItWaits.ts';
import { lasting } from '../src/storage/keyValue.ts';

const hoa = { id: 'hoa', role: 'citizen', phone: '091****678' } as Me;
const binh = { id: 'binh', role: 'citizen', phone: '098****321' } as Me;
const draft = (owner: Draft['owner']) => ({ state: 'editing', owner }) as Draft;

beforeEach(() => {
  lasting.clear();
  me.value = null;
});

test('what a signed-in citizen begins is theirs; what nobody or an officer begins is nobody’s', () => {
  assert.equal(signedInOwner(), null);
  signedIn({ id: 'officer', role: 'reception' } as Me);
  assert.equal(signedInOwner(), null);
  signedIn(hoa);
  assert.deepEqual(signedInOwner(), { id: 'hoa', phone: '091****678' });
});

test('a draft is closed to the next person and to nobody signed in, but not to its owner whose session ended', () => {
  signedIn(hoa);
  const hers = draft(signedInOwner());
  assert.equal(isSomebodyElses(hers), false);
  me.value = null; // ended by itself
  assert.equal(isSomebodyElses(hers), false);
  signedIn(binh);
  assert.equal(isSomebodyElses(hers), true);
  assert.equal(isSomebodyElses(draft(null)), false);
  me.value = null;
  lasting.clear(); // signed out
  assert.equal(isSomebodyElses(hers), true);
});

test('of somebody else’s draft only the masked number is told', () => {
  const hers = { ...draft({ id: 'hoa', phone: '091****678' }), procedure: { name: 'Đăng ký kết hôn' } } as Draft;
  assert.equal(whoseItIs(hers), 'Hồ sơ này do số 091****678 soạn. Xin đăng nhập bằng số đó để làm tiếp.');
  assert.match(whoseItIs({ ...hers, state: 'waiting' }), /do số 091\*\*\*\*678 nộp/);
});
