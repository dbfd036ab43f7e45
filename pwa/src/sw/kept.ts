/** Which files are kept for use without a network, and which never. */

const PREFIX = 'app-';
export const CACHE = PREFIX + __BUILD__;
export const SHELL = '/';
/** The app itself, kept before it is used. */
export const KEPT_FILES = __KEPT_FILES__;
/** Parts that not everybody needs, with the others they import: kept once somebody has opened them. */
const FILES_ON_USE = __FILES_ON_USE__;

/** Never from a cache: answers of the service, its health, the worker itself. */
const NEVER_KEPT = [/^\/api\//, /^\/(healthz|readyz|metrics)$/, /^\/sw\.js$/, /^\/robots\.txt$/, /^\/screenshots\//];

export function isNeverKept(path: string): boolean {
  return NEVER_KEPT.some((pattern) => pattern.test(path));
}

/** Files whose name holds the hash of their content. */
export function isHashed(path: string): boolean {
  return path.startsWith('/assets/');
}

/** An address of the app, and no file. Codes hold dots too (/thu-tuc/1.001193); the service decides alike. */
export function isPage(path: string): boolean {
  return !/\.[a-z]+[0-9]?$|\/\./.test(path);
}

/** '/assets/Desk-BibBJU.js' → 'Desk': the same part in every build. */
export function partOf(path: string): string {
  return path.replace(/^\/assets\/|-[\w-]{6}\.js$/g, '');
}

/** What a part imports, when this build has it. */
export function importsOf(path: string): readonly string[] {
  return FILES_ON_USE[path] ?? [];
}

/** The files to keep for a part, none for one that this build does not have. */
export function filesOfPart(part: string): string[] {
  return Object.entries(FILES_ON_USE)
    .filter(([path]) => partOf(path) === part)
    .flatMap(([path, imports]) => [path, ...imports]);
}

/** A shell of another build (a deployment half done) would name files that this worker does not keep. */
export function isShellOfThisBuild(html: string): boolean {
  return (html.match(/\/assets\/[\w.-]+/g) ?? []).every((path) => KEPT_FILES.includes(path));
}

export function isOurs(name: string): boolean {
  return name.startsWith(PREFIX);
}

/** The caches to delete: all of ours but this build's and the newest before it, which an open tab may still need. */
export function outdated(names: readonly string[]): string[] {
  return names.filter((name) => isOurs(name) && name !== CACHE).slice(0, -1);
}
