/** Following a dossier without an account: by the number on its receipt, or by the receipt's QR code. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';

import { useTask } from '../app/updates.ts';
import { Button } from '../patterns/Button.tsx';
import { Card } from '../patterns/Card.tsx';
import { Field } from '../patterns/forms.tsx';
import { Notice } from '../patterns/notices.tsx';
import { words } from '../words/index.ts';
import type QrScanner from './QrScanner.tsx';

export function TrackByNumber() {
  const { route } = useLocation();
  const { track, number, numberHint, numberMissing, follow, scan, scanFailed, scanByCamera } = words.lookup;
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState(false);
  const [scanner, setScanner] = useState<{ Open?: typeof QrScanner | undefined; failed?: boolean }>({});
  useTask(typed !== '');
  const submit = (event: Event) => {
    event.preventDefault();
    if (typed.trim()) return void placeOfTyped(typed).then(route);
    setMissing(true);
    document.getElementById('number')?.focus();
  };
  const openScanner = () =>
    import('./QrScanner.tsx').then(
      ({ default: Open }) => setScanner({ Open }),
      () => setScanner({ failed: true }),
    );
  const canScan = 'BarcodeDetector' in window;
  return (
    <Card title={track}>
      <form class="stack" onSubmit={submit} noValidate>
        <Field id="number" label={number} hint={numberHint} error={missing ? numberMissing : undefined} maxLength={300} value={typed} onInput={setTyped} />
        <div class="buttons">
          <Button type="submit" kind="plain">
            {follow}
          </Button>
          {canScan && (
            <Button kind="plain" icon="qr" onClick={openScanner}>
              {scan}
            </Button>
          )}
        </div>
        {!canScan && <p class="hint">{scanByCamera}</p>}
      </form>
      {scanner.failed && (
        <Notice tone="fault" icon="offline" live>
          <p>{scanFailed}</p>
        </Notice>
      )}
      {scanner.Open && <scanner.Open onFound={route} onClose={() => setScanner({})} />}
    </Card>
  );
}

/** Read by the tracking page's own rules, which come with it; without them it is that page that says what is missing. */
async function placeOfTyped(typed: string): Promise<string> {
  const rules = await import('../dossiers/numbers.ts').catch(() => null);
  const wanted = rules?.readNumber(typed);
  return wanted ? rules!.placeOf(wanted) : '/theo-doi';
}
