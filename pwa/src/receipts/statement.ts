/**
 * Signed acknowledgements, read and checked on the phone (docs/receipts.md): a compact JWS with Ed25519, and the list of
 * files whose SHA-256 stands in it. What the service says of itself is not believed; only its published key is.
 */
export interface Claims {
  iss: string;
  sub: string;
  iat: number;
  event: string;
  procedure: string;
  agency: string;
  files: number;
  manifest: string;
}

export interface Statement {
  keyId: string;
  claims: Claims;
}

/** 'cannot': this browser has no Ed25519. */
export type Outcome = 'holds' | 'broken' | 'unknown_key' | 'cannot';

export interface PublicKey {
  kid: string;
  x: string;
}

const TEXTS = ['iss', 'sub', 'event', 'procedure', 'agency', 'manifest'] as const;
const NUMBERS = ['iat', 'files'] as const;

/** undefined for what is no statement. */
export function readStatement(token: string): Statement | undefined {
  try {
    const parts = token.split('.');
    if (parts.length !== 3) return undefined;
    const [header, claims] = parts.slice(0, 2).map((part) => JSON.parse(new TextDecoder().decode(bytesOf(part))));
    const isOurs = header.alg === 'EdDSA' && header.typ === 'receipt+jwt' && typeof header.kid === 'string';
    const isWhole = TEXTS.every((name) => typeof claims[name] === 'string') && NUMBERS.every((name) => Number.isInteger(claims[name]));
    return isOurs && isWhole ? { keyId: header.kid, claims } : undefined;
  } catch {
    return undefined;
  }
}

export async function checkSignature(token: string, keys: readonly PublicKey[]): Promise<Outcome> {
  const statement = readStatement(token);
  if (!statement) return 'broken';
  const key = keys.find(({ kid }) => kid === statement.keyId);
  if (!key) return 'unknown_key';
  let imported: CryptoKey;
  try {
    imported = await crypto.subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x: key.x }, { name: 'Ed25519' }, false, ['verify']);
  } catch {
    return 'cannot';
  }
  const end = token.lastIndexOf('.');
  const signed = new TextEncoder().encode(token.slice(0, end));
  return (await crypto.subtle.verify({ name: 'Ed25519' }, imported, bytesOf(token.slice(end + 1)), signed)) ? 'holds' : 'broken';
}

/** Whether the statement was made about this list. */
export async function isListOf(manifest: string, { claims }: Statement): Promise<boolean> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(manifest));
  return textOf(new Uint8Array(digest)) === claims.manifest;
}

/** SHA-256 of every file on the list, in its order. */
export function hashesOn(manifest: string): string[] {
  return manifest
    .split('\n')
    .slice(2)
    .flatMap((line) => /^[0-9a-f]{64}(?= )/.exec(line)?.[0] ?? []);
}

/** As `sha256sum` writes it. */
export const hexOf = (text: string) => Array.from(bytesOf(text), (byte) => byte.toString(16).padStart(2, '0')).join('');

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

function textOf(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
