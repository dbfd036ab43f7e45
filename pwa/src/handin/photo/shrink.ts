/** A photo as a JPEG that reads well and travels light, upright and without its EXIF data (GPS). In worker and page. */
import { isUnedited, sizeOf, straightened, type Edit, type Point, type Size } from './geometry.ts';
import { JUDGED_SIDE, legibility, type Flaw } from './legibility.ts';

const LONGEST_SIDE = 2_000;
const THUMBNAIL_SIDE = 240;
const MOST_BYTES = 500_000;
/** Tried one after the other until a photo is light enough; below the last, words suffer. */
const QUALITIES = [0.8, 0.6, 0.4, 0.3];
/** The part of the photo that is shown magnified as proof. */
const PROOF_PART = 0.3;
const PROOF_SIDE = 480;

export interface Shrunk {
  photo: ArrayBuffer;
  thumbnail: ArrayBuffer;
  /** What an officer would stumble over, with the place that shows it. */
  flaw: { kind: Flaw; proof: ArrayBuffer } | null;
}

/** `edit` is about a photo that was shrunk before: its full picture. */
export interface PhotoTask {
  bytes: ArrayBuffer;
  edit?: Edit | undefined;
}

type Canvas = OffscreenCanvas | HTMLCanvasElement;

/** Rejects when the browser cannot read the picture, or cannot write JPEG here. */
export async function shrink({ bytes, edit }: PhotoTask): Promise<Shrunk> {
  const image = await createImageBitmap(new Blob([bytes]), { imageOrientation: 'from-image' });
  const full = within(image, LONGEST_SIDE);
  const canvas = drawn(image, full);
  image.close();
  return finished(edit && !isUnedited(edit) ? edited(canvas, edit) : canvas);
}

async function finished(canvas: Canvas): Promise<Shrunk> {
  const judged = drawn(canvas, within(canvas, JUDGED_SIDE));
  const partOf = (left: number, top: number, width: number, height: number) => contextOf(canvas).getImageData(left, top, width, height);
  const finding = legibility(contextOf(judged).getImageData(0, 0, judged.width, judged.height), canvas, partOf);
  const thumbnail = await jpegOf(drawn(canvas, within(canvas, THUMBNAIL_SIDE)), 0.7);
  const flaw = finding && { kind: finding.flaw, proof: await jpegOf(magnified(canvas, finding.at), 0.7) };
  return { photo: await lightEnough(canvas), thumbnail, flaw };
}

async function lightEnough(canvas: Canvas): Promise<ArrayBuffer> {
  for (const quality of QUALITIES) {
    const bytes = await jpegOf(canvas, quality);
    if (bytes.byteLength <= MOST_BYTES || quality === QUALITIES.at(-1)) return bytes;
  }
  throw new TypeError('no qualities');
}

function edited(full: Canvas, { corners }: Edit): Canvas {
  const size = sizeOf(corners, full, LONGEST_SIDE);
  const paper = straightened(contextOf(full).getImageData(0, 0, full.width, full.height), corners, size);
  const canvas = blank(size);
  contextOf(canvas).putImageData(new ImageData(paper.data as Uint8ClampedArray<ArrayBuffer>, size.width), 0, 0);
  return canvas;
}

/** The place as large as it is, so that everybody sees what is meant. */
function magnified(canvas: Canvas, at: Point): Canvas {
  const part = { width: Math.max(1, canvas.width * PROOF_PART), height: Math.max(1, canvas.height * PROOF_PART) };
  const left = Math.min(canvas.width - part.width, Math.max(0, at.x * canvas.width - part.width / 2));
  const top = Math.min(canvas.height - part.height, Math.max(0, at.y * canvas.height - part.height / 2));
  const scale = PROOF_SIDE / Math.max(part.width, part.height);
  const proof = blank({ width: Math.max(1, Math.round(part.width * scale)), height: Math.max(1, Math.round(part.height * scale)) });
  contextOf(proof).drawImage(canvas, left, top, part.width, part.height, 0, 0, proof.width, proof.height);
  return proof;
}

function within({ width, height }: Size, longest: number): Size {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function drawn(image: ImageBitmap | Canvas, { width, height }: Size): Canvas {
  const canvas = blank({ width, height });
  const context = contextOf(canvas);
  context.fillStyle = '#fff'; // JPEG has no transparency
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  return canvas;
}

// In the computer's memory: pixels are read back from all but the smallest of these.
const contextOf = (canvas: Canvas) => canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;

function blank({ width, height }: Size): Canvas {
  if (typeof OffscreenCanvas === 'function') return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement('canvas'), { width, height });
}

async function jpegOf(canvas: Canvas, quality: number): Promise<ArrayBuffer> {
  const type = 'image/jpeg';
  const blob =
    'convertToBlob' in canvas
      ? await canvas.convertToBlob({ type, quality })
      : await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
  if (blob?.type !== type) throw new TypeError('no JPEG');
  return blob.arrayBuffer();
}
