/** Name and phone are typed once: also those of a draft that was filled in before signing in. */
import 'fake-indexeddb/auto';

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

import { me, signedIn, type Me } from '../src/app/session.ts';
import { rememberApplicant, rememberedApplicant } from '../src/handin/applicant.ts';
import { lasting } from '../src/storage/keyValue.ts';

const hoa = { id: 'hoa', role: 'citizen', phone: '091****678' } as Me;
const applicant = { full_name: 'Nguyễn Thị Mẫu', phone: '0912345678', identity_number: '' };
const typed = (more: object) => rememberApplicant({ kind: 'dossier', forOther: false, applicant, ...more });
const written = () => new Promise((done) => setTimeout(done, 20));

beforeEach(() => {
  lasting.clear();
  me.value = null;
});

test('nothing is kept of who has not signed in, and nothing of somebody else', async () => {
  typed({});
  signedIn(hoa);
  typed({ forOther: true });
  typed({ kind: 'supplement' });
  await written();
  assert.equal(await rememberedApplicant(), undefined);
});

test('who signs in for a draft that is filled in finds it in the next one, and nobody else does', async () => {
  signedIn(hoa);
  typed({});
  await written();
  assert.deepEqual(await rememberedApplicant(), applicant);
  lasting.clear();
  signedIn({ ...hoa, id: 'binh' });
  assert.equal(await rememberedApplicant(), undefined);
});
