/** Which files are kept for use without a network, and which never. */

const PREFIX = 'app-';
export const CACHE = PREFIX + __BUILD__;
export const SHELL = '/';
export const KEPT_FILES = __KEPT_FILES__;

/** Never from a cache: answers of the service, its health, documents, the worker itself. */
const NEVER_KEPT = [/^\/api\//, /^\/(healthz|readyz|metrics)$/, /^\/sw\.js$/, /^\/robots\.txt$/, /^\/screenshots\//];

export function isNeverKept(path: string): boolean {
  return NEVER_KEPT.some((pattern) => pattern.test(path));
}

/** Files whose name holds the hash of their content. */
export function isHashed(path: string): boolean {
  return path.startsWith('/assets/');
}

/** The caches to delete: all of ours but this build's and the newest before it, which an open tab may still need. */
export function outdated(names: readonly string[]): string[] {
  const ours = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  return ours.slice(0, -1);
}
