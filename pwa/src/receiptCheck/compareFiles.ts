/** Files on this device beside those that were signed for. Only their SHA-256 counts, whatever they are called. */
import type { ListedFile } from './judge.ts';

export interface Hashed {
  name: string;
  sha256: string;
}

export interface Compared {
  listed: ListedFile;
  /** 'differs': a file of this name, with other bytes. */
  outcome: 'same' | 'differs' | 'not_given';
  given?: Hashed;
}

export interface Comparison {
  files: Compared[];
  /** Given, but neither signed for nor called like one that was. */
  others: Hashed[];
}

export async function hashOf(file: File): Promise<Hashed> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return { name: file.name, sha256: Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('') };
}

export function compare(listed: readonly ListedFile[], given: readonly Hashed[]): Comparison {
  const same = new Set(listed.map(({ sha256 }) => sha256));
  const rest = given.filter(({ sha256 }) => !same.has(sha256));
  const files = listed.map((file): Compared => {
    const found = given.find(({ sha256 }) => sha256 === file.sha256);
    if (found) return { listed: file, outcome: 'same', given: found };
    const named = file.name ? rest.find(({ name }) => name.normalize() === file.name.normalize()) : undefined;
    return named ? { listed: file, outcome: 'differs', given: named } : { listed: file, outcome: 'not_given' };
  });
  const shown = new Set(files.map((file) => file.given));
  return { files, others: rest.filter((file) => !shown.has(file)) };
}
