/** The little of a service worker's world that our listeners touch: caches and a server, both in memory. */

type Files = Record<string, string>;

export class FakeCaches {
  readonly stores = new Map<string, Map<string, Response>>();

  async open(name: string) {
    const store = this.stores.get(name) ?? new Map<string, Response>();
    this.stores.set(name, store);
    return {
      match: async (path: string) => store.get(path)?.clone(),
      put: async (path: string, response: Response) => void store.set(path.replace(ORIGIN, ''), response),
      keys: async () => [...store.keys()].map((path) => ({ url: ORIGIN + path })),
    };
  }

  async match(path: string) {
    for (const store of this.stores.values()) {
      const found = store.get(path.replace(ORIGIN, ''));
      if (found) return found.clone();
    }
    return undefined;
  }

  keys = async () => [...this.stores.keys()];
  delete = async (name: string) => this.stores.delete(name);
  paths = (name: string) => [...(this.stores.get(name)?.keys() ?? [])].sort();

  fill(name: string, files: Files) {
    this.stores.set(name, new Map(Object.entries(files).map(([path, text]) => [path, new Response(text)])));
  }
}

export const ORIGIN = 'https://motcua.example';

/** Puts caches and a server with these files in place; returns what was asked of the server. */
export function inWorker(caches: FakeCaches, files: Files): string[] {
  const asked: string[] = [];
  const fetch = async (request: string | { url: string }) => {
    const path = (typeof request === 'string' ? request : request.url).replace(ORIGIN, '');
    asked.push(path);
    return path in files ? new Response(files[path]) : new Response('', { status: 404 });
  };
  Object.assign(globalThis, { caches, fetch, location: { origin: ORIGIN } });
  return asked;
}
