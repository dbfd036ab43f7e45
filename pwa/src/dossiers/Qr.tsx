/** A QR code drawn as SVG elements; without its library (never loaded, no network) the place stays empty. */
import { useEffect, useState } from 'preact/hooks';

import { qrPath } from './qrPath.ts';

export function Qr({ text, label }: { text: string; label: string }) {
  const [drawn, setDrawn] = useState<{ path: string; size: number } | null>(null);
  useEffect(() => {
    let wanted = true;
    void import('uqr')
      .then(({ encode }) => {
        const { data } = encode(text, { ecc: 'M', border: 3 });
        if (wanted) setDrawn({ path: qrPath(data), size: data.length });
      })
      .catch(() => {});
    return () => {
      wanted = false;
    };
  }, [text]);
  return (
    <svg class="qr" viewBox={`0 0 ${drawn?.size ?? 1} ${drawn?.size ?? 1}`} role="img" aria-label={label}>
      {drawn && <path d={drawn.path} />}
    </svg>
  );
}
