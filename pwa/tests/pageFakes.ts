/** The little of a page that updates touch: its worker container, and how often it was reloaded. */

export class FakeWorker extends EventTarget {
  state = 'installing';
  readonly heard: unknown[] = [];

  postMessage(message: unknown) {
    this.heard.push(message);
  }

  become(state: string) {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

export class FakePage {
  readonly container = Object.assign(new EventTarget(), {
    controller: null as FakeWorker | null,
    register: async () => this.registration,
    getRegistration: async () => this.registration,
  });
  readonly registration = Object.assign(new EventTarget(), {
    installing: null as FakeWorker | null,
    waiting: null as FakeWorker | null,
    update: async () => {},
  });
  reloads = 0;

  constructor({ controlled }: { controlled: boolean }) {
    if (controlled) this.container.controller = new FakeWorker();
    Object.defineProperty(globalThis, 'navigator', { value: { serviceWorker: this.container }, configurable: true });
    Object.assign(globalThis, { location: { reload: () => void (this.reloads += 1) }, setInterval: () => 0 });
  }

  /** A new version has arrived and waits. */
  arrive(worker = new FakeWorker()): FakeWorker {
    this.registration.installing = worker;
    this.registration.dispatchEvent(new Event('updatefound'));
    this.registration.installing = null;
    this.registration.waiting = worker;
    worker.become('installed');
    return worker;
  }

  takeOver(worker = new FakeWorker()) {
    this.registration.waiting = null;
    this.container.controller = worker;
    this.container.dispatchEvent(new Event('controllerchange'));
  }
}
