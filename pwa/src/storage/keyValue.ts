/**
 * Small things kept as text: for good (`lasting`) or for this tab (`ofTab`).
 *
 * Where the browser refuses them ('block all cookies') or the disk is full, they last as long as the page.
 */
type KeyValue = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'clear'>;

function orInMemory(open: () => Storage): KeyValue {
  const memory = new Map<string, string>();
  const tried = <T>(work: (storage: Storage) => T): T | undefined => {
    try {
      return work(open());
    } catch {
      return undefined;
    }
  };
  return {
    getItem: (key) => memory.get(key) ?? tried((storage) => storage.getItem(key)) ?? null,
    setItem(key, value) {
      const stored = tried((storage) => {
        storage.setItem(key, value);
        return true;
      });
      // Only then: another tab may change what is stored.
      if (stored) memory.delete(key);
      else memory.set(key, value);
    },
    removeItem(key) {
      memory.delete(key);
      tried((storage) => storage.removeItem(key));
    },
    clear() {
      memory.clear();
      tried((storage) => storage.clear());
    },
  };
}

export const lasting = orInMemory(() => localStorage);
export const ofTab = orInMemory(() => sessionStorage);

/** One's own number, typed to sign in or for a dossier: nobody has to type it twice. */
export const TYPED_PHONE = 'typedPhone';
