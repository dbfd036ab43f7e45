/** Following a dossier without an account: by the number on its receipt, or by the receipt's QR code. */
import { lazy, useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';

import { Button } from '../patterns/Button.tsx';
import { Card } from '../patterns/Card.tsx';
import { Field } from '../patterns/forms.tsx';
import { words } from '../words/index.ts';
import { placeOfNumber } from './receiptCode.ts';

const QrScanner = lazy(() => import('./QrScanner.tsx'));

export function TrackByNumber() {
  const { route } = useLocation();
  const { track, number, numberHint, numberMissing, follow, scan, scanByCamera } = words.lookup;
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState(false);
  const [scanning, setScanning] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    if (typed.trim()) return route(placeOfNumber(typed));
    setMissing(true);
    document.getElementById('number')?.focus();
  };
  const canScan = 'BarcodeDetector' in window;
  return (
    <Card title={track}>
      <form class="stack" onSubmit={submit} noValidate>
        <Field id="number" label={number} hint={numberHint} error={missing ? numberMissing : undefined} maxLength={60} value={typed} onInput={setTyped} />
        <div class="buttons">
          <Button type="submit" kind="plain">
            {follow}
          </Button>
          {canScan && (
            <Button kind="plain" icon="qr" onClick={() => setScanning(true)}>
              {scan}
            </Button>
          )}
        </div>
        {!canScan && <p class="hint">{scanByCamera}</p>}
      </form>
      {scanning && <QrScanner onFound={route} onClose={() => setScanning(false)} />}
    </Card>
  );
}
