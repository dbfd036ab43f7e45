/** A QR code drawn as SVG elements. */
import { useMemo } from 'preact/hooks';
import { encode } from 'uqr';

import { qrPath } from './qrPath.ts';

export function Qr({ text, label }: { text: string; label: string }) {
  const rows = useMemo(() => encode(text, { ecc: 'M', border: 3 }).data, [text]);
  return (
    <svg class="qr" viewBox={`0 0 ${rows.length} ${rows.length}`} role="img" aria-label={label}>
      <path d={qrPath(rows)} />
    </svg>
  );
}
