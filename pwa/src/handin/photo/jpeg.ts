/** What the frame header of a JPEG says (ITU-T T.81, B.2.2). Pure. */
export interface JpegFacts {
  width: number;
  height: number;
  components: 1 | 3;
}

const STUFFING = [0x01, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8];

/** Throws TypeError for what is none, is cut off before its picture, or has other colours than grey or three. */
export function jpegFacts(bytes: Uint8Array): JpegFacts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) throw new TypeError('no JPEG');
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    if (marker === 0xff) at += 1;
    else if (STUFFING.includes(marker)) at += 2;
    else if (isFrame(marker)) return factsAt(view, at + 4);
    else at += 2 + view.getUint16(at + 2);
  }
  throw new TypeError('a JPEG without a picture');
}

/** Start of frame: C0 to CF without the tables that stand between (DHT, JPG, DAC). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function factsAt(view: DataView, at: number): JpegFacts {
  if (at + 6 > view.byteLength) throw new TypeError('a JPEG cut off');
  const [height, width, components] = [view.getUint16(at + 1), view.getUint16(at + 3), view.getUint8(at + 5)];
  if (width === 0 || height === 0 || (components !== 1 && components !== 3)) throw new TypeError('a JPEG of another kind');
  return { width, height, components };
}
