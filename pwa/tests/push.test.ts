import assert from 'node:assert/strict';
import { test } from 'node:test';

import { deviceName, isForKey, isIos, keyBytes, pushSupport } from '../src/push/support.ts';
import { verdictOf } from '../src/push/testPush.ts';

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';
const CHROME_IPHONE = IPHONE.replace('Version/18.1', 'CriOS/130.0');
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15';
const ANDROID = 'Mozilla/5.0 (Linux; Android 13; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';

const facts = { hasPush: false, userAgent: ANDROID, touchPoints: 5, standalone: false };

test('a browser with push is able, whatever it is called', () => {
  assert.equal(pushSupport({ ...facts, hasPush: true }), 'able');
  assert.equal(pushSupport({ ...facts, hasPush: true, userAgent: IPHONE, standalone: true }), 'able');
});

test('the way to the Home Screen is shown in Safari on iOS only, and not in the app that stands there', () => {
  assert.equal(pushSupport({ ...facts, userAgent: IPHONE }), 'ios');
  assert.equal(pushSupport({ ...facts, userAgent: MAC, touchPoints: 5 }), 'ios', 'an iPad');
  assert.equal(pushSupport({ ...facts, userAgent: MAC, touchPoints: 0 }), 'none', 'a Mac');
  assert.equal(pushSupport({ ...facts, userAgent: CHROME_IPHONE }), 'none');
  assert.equal(pushSupport({ ...facts, userAgent: `${IPHONE} Zalo/24` }), 'none', 'the browser inside another app');
  assert.equal(pushSupport({ ...facts, userAgent: IPHONE, standalone: true }), 'none', 'older than 16.4');
  assert.equal(pushSupport(facts), 'none');
  assert.equal(isIos({ userAgent: ANDROID, touchPoints: 5 }), false);
});

test('a device is called by browser and system', () => {
  assert.equal(deviceName(ANDROID), 'Chrome, Android');
  assert.equal(deviceName(IPHONE), 'Safari, iPhone');
  assert.equal(deviceName(MAC, 5), 'Safari, iPad');
  assert.equal(deviceName(`${ANDROID} EdgA/140.0`), 'Edge, Android');
  assert.equal(deviceName('curl/8'), '');
});

test('a key of the service is compared byte by byte', () => {
  const key = keyBytes('BOyPhS_HZjRkcz0ILUcK6HRZ6W_kSoTcbq7qHEhX5_8mIaQ5Dpoxi5GLepdN6sdV3zHDKCih5-KzfnQxtRpnk6M');
  assert.equal(key.length, 65);
  assert.equal(key[0], 4, 'an uncompressed point');
  assert.equal(isForKey(key.slice().buffer, key), true);
  const other = key.slice();
  other[7]! ^= 1;
  assert.equal(isForKey(other.buffer, key), false);
  assert.equal(isForKey(null, key), true, 'a browser that does not tell');
});

test('a test that did not arrive says where it was lost', () => {
  const before = [{ endpoint: 'a', last_delivered_at: '2026-11-23T01:00:00Z' }];
  const later = [{ endpoint: 'a', last_delivered_at: '2026-11-23T02:00:00Z' }];
  assert.equal(verdictOf(undefined, true, before, before), 'elsewhere');
  assert.equal(verdictOf('a', true, before, []), 'arrived');
  assert.equal(verdictOf('a', false, before, []), 'forgotten');
  assert.equal(verdictOf('a', false, before, before), 'notSent');
  assert.equal(verdictOf('a', false, before, later), 'notArrived');
  assert.equal(verdictOf('a', false, [], [{ endpoint: 'a', last_delivered_at: null }]), 'notSent');
});
