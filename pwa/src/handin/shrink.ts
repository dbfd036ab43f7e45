/** A photo as a JPEG that reads well and travels light, upright and without its EXIF data (GPS). In worker and page. */
const LONGEST_SIDE = 2_000;
const THUMBNAIL_SIDE = 240;

export interface Shrunk {
  photo: ArrayBuffer;
  thumbnail: ArrayBuffer;
}

/** Rejects when the browser cannot read the picture, or cannot write JPEG here. */
export async function shrink(bytes: ArrayBuffer): Promise<Shrunk> {
  const image = await createImageBitmap(new Blob([bytes]), { imageOrientation: 'from-image' });
  try {
    return { photo: await drawn(image, LONGEST_SIDE, 0.8), thumbnail: await drawn(image, THUMBNAIL_SIDE, 0.7) };
  } finally {
    image.close();
  }
}

async function drawn(image: ImageBitmap, longest: number, quality: number): Promise<ArrayBuffer> {
  const scale = Math.min(1, longest / Math.max(image.width, image.height));
  const size = { width: Math.max(1, Math.round(image.width * scale)), height: Math.max(1, Math.round(image.height * scale)) };
  const canvas = blank(size.width, size.height);
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  context.fillStyle = '#fff'; // JPEG has no transparency
  context.fillRect(0, 0, size.width, size.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, size.width, size.height);
  const blob = await jpegOf(canvas, quality);
  if (blob?.type !== 'image/jpeg') throw new TypeError('no JPEG');
  return blob.arrayBuffer();
}

function blank(width: number, height: number): OffscreenCanvas | HTMLCanvasElement {
  if (typeof OffscreenCanvas === 'function') return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement('canvas'), { width, height });
}

function jpegOf(canvas: OffscreenCanvas | HTMLCanvasElement, quality: number): Promise<Blob | null> {
  const type = 'image/jpeg';
  if ('convertToBlob' in canvas) return canvas.convertToBlob({ type, quality });
  return new Promise((resolve) => canvas.toBlob(resolve, type, quality));
}
