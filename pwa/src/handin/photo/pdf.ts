/**
 * One PDF of photographed pages. The bytes of each JPEG stand in it unchanged (ISO 32000-1, 7.4.8 DCTDecode), so nothing
 * gets worse and it costs no time. The same pages always give the same bytes: what was sent of them stays valid.
 */
import { jpegFacts } from './jpeg.ts';

/** A4 in points; an officer prints it. */
const SHORT = 595.28;
const LONG = 841.89;

/** `title` is what readers show on top. Rejects by TypeError what is no JPEG that every reader can show. */
export function pdfOf(title: string, pages: readonly Uint8Array[]): Uint8Array {
  const writer = new Writer();
  writer.object(1, '<< /Type /Catalog /Pages 2 0 R /Lang (vi) /ViewerPreferences << /DisplayDocTitle true >> >>');
  const kids = pages.map((_, index) => `${pageNumber(index)} 0 R`).join(' ');
  writer.object(2, `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  writer.object(3, `<< /Title <${utf16(title)}> >>`);
  pages.forEach((jpeg, index) => writePage(writer, pageNumber(index), jpeg));
  return writer.finish('/Root 1 0 R /Info 3 0 R');
}

/** Three objects a page: itself, what is drawn, the picture. */
const pageNumber = (index: number) => 4 + 3 * index;

function writePage(writer: Writer, number: number, jpeg: Uint8Array): void {
  const { width, height, components } = jpegFacts(jpeg);
  const [pageWidth, pageHeight] = width > height ? [LONG, SHORT] : [SHORT, LONG];
  const scale = Math.min(pageWidth / width, pageHeight / height);
  const [wide, high] = [width * scale, height * scale];
  const drawing = `q ${points(wide)} 0 0 ${points(high)} ${points((pageWidth - wide) / 2)} ${points((pageHeight - high) / 2)} cm /P Do Q`;
  writer.object(
    number,
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${points(pageWidth)} ${points(pageHeight)}] ` +
      `/Resources << /XObject << /P ${number + 2} 0 R >> >> /Contents ${number + 1} 0 R >>`,
  );
  writer.stream(number + 1, '', ascii(drawing));
  writer.stream(
    number + 2,
    `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 8 ` +
      `/ColorSpace ${components === 1 ? '/DeviceGray' : '/DeviceRGB'} /Filter /DCTDecode `,
    jpeg,
  );
}

const points = (value: number) => value.toFixed(2);

const utf16 = (text: string) => ['feff', ...Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, '0'))].join('');

const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Objects one after the other, and the table of where each begins (ISO 32000-1, 7.5). */
class Writer {
  // The second line tells programs that the file is binary.
  private readonly parts: Uint8Array[] = [ascii('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n')];
  private readonly offsets: number[] = [];
  private length = this.parts[0]!.length;

  object(number: number, text: string): void {
    this.begin(number);
    this.write(ascii(`${text}\nendobj\n`));
  }

  stream(number: number, entries: string, bytes: Uint8Array): void {
    this.begin(number);
    this.write(ascii(`<< ${entries}/Length ${bytes.length} >>\nstream\n`));
    this.write(bytes);
    this.write(ascii('\nendstream\nendobj\n'));
  }

  finish(trailer: string): Uint8Array {
    const table = this.length;
    const size = this.offsets.length;
    const rows = Array.from({ length: size - 1 }, (_, index) => `${String(this.offsets[index + 1]).padStart(10, '0')} 00000 n \n`);
    this.write(ascii(`xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}trailer\n<< /Size ${size} ${trailer} >>\nstartxref\n${table}\n%%EOF\n`));
    const file = new Uint8Array(this.length);
    let at = 0;
    for (const part of this.parts) {
      file.set(part, at);
      at += part.length;
    }
    return file;
  }

  private begin(number: number): void {
    this.offsets[number] = this.length;
    this.write(ascii(`${number} 0 obj\n`));
  }

  private write(part: Uint8Array): void {
    this.parts.push(part);
    this.length += part.length;
  }
}
