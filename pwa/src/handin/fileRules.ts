/** What kinds of file the office takes and how large they may be: said at the control, and checked before anything is kept. */
import type { Draft } from './draft.ts';

/** Until an office has said otherwise: the service's own default. */
export const MOST_BYTES = 100 * 1024 * 1024;

export const limitOf = ({ office }: Pick<Draft, 'office'>): number => office?.documentLimits?.maxBytes ?? MOST_BYTES;

/** As the service says it: whole megabytes of 1,024 kilobytes. */
export const limitInWords = (bytes: number): string => `${Math.floor(bytes / 1024 ** 2)} MB`;

const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis'];

/** The kind of a file that this browser need not understand, by its first bytes as the service reads them; else null. */
export function keptAsItIs(bytes: ArrayBuffer): 'application/pdf' | 'image/heic' | null {
  const head = String.fromCharCode(...new Uint8Array(bytes, 0, Math.min(256, bytes.byteLength)));
  if (/^%PDF-\d\.\d/.test(head)) return 'application/pdf';
  return isHeic(head) ? 'image/heic' : null;
}

/** ISO/IEC 23008-12, annex B: the brands of the 'ftyp' box; AVIF and films have others. */
function isHeic(head: string): boolean {
  if (head.slice(4, 8) !== 'ftyp') return false;
  const box = head.slice(0, head.charCodeAt(2) * 256 + head.charCodeAt(3));
  const compatible = box.slice(16).match(/.{4}/gs) ?? [];
  const major = head.slice(8, 12);
  return HEIC_BRANDS.includes(major) || (major === 'mif1' && compatible.some((brand) => HEIC_BRANDS.includes(brand)));
}

export type PdfFault = 'pdfEncrypted' | 'pdfBroken';

/** What an officer could not open, as far as it shows without reading the whole: the service looks closer. */
export function faultOfPdf(bytes: ArrayBuffer): PdfFault | null {
  // The trailer and its /Encrypt stand at the end, or at the beginning of a file made for the web.
  const part = 4_096;
  const text = latin1(bytes.slice(0, part)) + latin1(bytes.slice(Math.max(0, bytes.byteLength - part)));
  if (!text.includes('%%EOF') || !text.includes('startxref')) return 'pdfBroken';
  return /\/Encrypt\s*(\d+\s+\d+\s+R|<<)/.test(text) ? 'pdfEncrypted' : null;
}

const latin1 = (bytes: ArrayBuffer) => new TextDecoder('latin1').decode(bytes);
