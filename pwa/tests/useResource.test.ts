/** What a page shows when answers come late, out of order, for somebody else, or not at all. */
import { draw, later, page, until } from './shownPages.ts';

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Component, h, type ComponentChildren } from 'preact';

import { Problem } from '../src/api/problem.ts';
import { me, type Me } from '../src/app/session.ts';
import { useResource, type Resource } from '../src/app/useResource.ts';
import { recall } from '../src/storage/lastSeen.ts';

const person = (id: string) => ({ id, role: 'citizen' }) as Me;
let shown: Resource<string>;
let answers: ReturnType<typeof later<string>>[];
let key = 0;

function open(): () => void {
  const name = `page ${(key += 1)}`;
  return draw(() => {
    shown = useResource(name, () => {
      const answer = later<string>();
      answers.push(answer);
      return answer.promise;
    });
    return null;
  });
}

beforeEach(() => {
  me.value = person('a');
  answers = [];
});

test('an answer asked for before an action does not undo what the action has shown', async () => {
  const close = open();
  await until(() => answers.length === 1);
  shown.replace('done');
  await until(() => shown.data === 'done');
  answers[0]!.resolve('before');
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(shown.data, 'done');
  assert.equal((await recall('a', `page ${key}`))?.value, 'done');
  close();
});

test('of two answers on their way the one asked for last is shown', async () => {
  const close = open();
  await until(() => answers.length === 1);
  void shown.reload();
  answers[1]!.resolve('newer');
  await until(() => shown.data === 'newer');
  answers[0]!.resolve('older');
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(shown.data, 'newer');
  close();
});

test('what comes after signing out is neither kept nor shown', async () => {
  const close = open();
  await until(() => answers.length === 1);
  const name = `page ${key}`;
  me.value = null;
  answers[0]!.resolve('personal');
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(await recall('a', name), undefined);
  assert.notEqual(shown.data, 'personal');
  close();
});

test('data that could not be updated says from when it is', async () => {
  const close = open();
  await until(() => answers.length === 1);
  const before = Date.now();
  answers[0]!.resolve('seen');
  await until(() => shown.data === 'seen');
  assert.equal(shown.asOf, undefined);
  page.dispatchEvent(new Event('visibilitychange'));
  await until(() => answers.length === 2);
  answers[1]!.reject(new Problem({ code: 'unreachable', detail: '', status: 502 }));
  await until(() => shown.problem !== undefined);
  assert.equal(shown.data, 'seen');
  assert.ok(shown.asOf! >= before);
  close();
});

test('a fault of our own reaches the net around the page', async () => {
  const caught: unknown[] = [];
  class Net extends Component<{ children: ComponentChildren }> {
    override componentDidCatch(fault: unknown) {
      caught.push(fault);
      this.setState({});
    }

    override render() {
      return caught.length > 0 ? null : this.props.children;
    }
  }
  const fault = new TypeError('of our own');
  function Page() {
    useResource('failing', () => Promise.reject(fault));
    return null;
  }
  const close = draw(() => h(Net, null, h(Page, {})));
  await until(() => caught.length > 0);
  assert.deepEqual(caught, [fault]);
  close();
});
