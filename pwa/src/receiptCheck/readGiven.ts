/**
 * What somebody gives to be checked: `receipt.json`, the PDF that carries it, the address in the QR code, or the
 * statement alone (docs/receipts.md). Read in the browser; nothing is sent.
 */
export interface Given {
  token: string;
  /** Absent in the QR code, which says nothing of people and files. */
  manifest?: string;
  /** What `receipt.json` says beside them, to be read: not signed, so it must say the same. */
  beside: Record<string, unknown>;
}

const LARGEST_BYTES = 20 * 1024 * 1024;
const LARGEST_ATTACHED = 5 * 1024 * 1024;
const FORMAT = 'motcua-receipt/1';
const OPENING_BRACE = 0x7b;

/** undefined for what holds no acknowledgement. */
export async function readFile(file: Blob): Promise<Given[] | undefined> {
  if (file.size > LARGEST_BYTES) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isPdf = new TextDecoder('latin1').decode(bytes.subarray(0, 5)) === '%PDF-';
  const text = isPdf ? await attachedTo(bytes) : new TextDecoder().decode(bytes);
  return text === undefined ? undefined : readText(text);
}

export function readText(text: string): Given[] | undefined {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (!trimmed.startsWith('{')) {
    const token = trimmed.slice(trimmed.lastIndexOf('#') + 1).replace(/\s/g, '');
    return token.split('.').length === 3 ? [{ token, beside: {} }] : undefined;
  }
  try {
    const { receipts, ...whole } = JSON.parse(trimmed) as { receipts: (Record<string, unknown> & { token: unknown; manifest: unknown })[] };
    const given = receipts.map(({ token, manifest, ...one }) => {
      if (typeof token !== 'string' || typeof manifest !== 'string') throw new TypeError('no text');
      return { token, manifest, beside: { ...whole, ...one } };
    });
    return given.length > 0 ? given : undefined;
  } catch {
    return undefined;
  }
}

/** The attachment is a stream of its own in the PDF, packed with zlib or as it is; other streams are no receipts. */
async function attachedTo(pdf: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const letters = new TextDecoder('latin1').decode(pdf); // a letter for each byte
  for (const { index } of letters.matchAll(/\/EmbeddedFile\b/g)) {
    const text = await streamAround(pdf, letters, index).catch(() => undefined);
    if (text?.includes(FORMAT)) return text;
  }
  return undefined;
}

/** The stream whose dictionary is at `index`. Its length is needed: bytes behind the packed ones are refused. */
async function streamAround(pdf: Uint8Array<ArrayBuffer>, letters: string, index: number): Promise<string | undefined> {
  const mark = /\bstream\r?\n/g;
  mark.lastIndex = index;
  if (!mark.exec(letters)) return undefined;
  const start = mark.lastIndex;
  const length = /\/Length (\d+)(?! \d+ R)/.exec(letters.slice(letters.lastIndexOf(' obj', index), start));
  if (!length) return undefined;
  const bytes = pdf.slice(start, start + Number(length[1]));
  return bytes[0] === OPENING_BRACE ? new TextDecoder().decode(bytes) : unpacked(bytes);
}

async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
    if (text.length > LARGEST_ATTACHED) return undefined;
  }
}
