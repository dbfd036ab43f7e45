/** Following a dossier without an account: by the number on its receipt, or by the receipt's QR code. */
import type { ComponentType } from 'preact';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';

import { unanswered, type Problem } from '../api/problem.ts';
import { Button } from '../patterns/Button.tsx';
import { Card } from '../patterns/Card.tsx';
import { Field } from '../patterns/forms.tsx';
import { ProblemNotice } from '../patterns/notices.tsx';
import { words } from '../words/index.ts';
import type { ScannerProps } from './QrScanner.tsx';
import { placeOfNumber } from './receiptCode.ts';

export function TrackByNumber() {
  const { route } = useLocation();
  const { track, number, numberHint, numberMissing, follow, scan, scanByCamera } = words.lookup;
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState(false);
  const [Scanner, setScanner] = useState<ComponentType<ScannerProps> | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const openScanner = () => {
    setProblem(null);
    return import('./QrScanner.tsx').then(
      (part) => setScanner(() => part.default),
      () => setProblem(unanswered()),
    );
  };
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
            <Button kind="plain" icon="qr" onClick={openScanner}>
              {scan}
            </Button>
          )}
        </div>
        {problem && <ProblemNotice problem={problem} />}
        {!canScan && <p class="hint">{scanByCamera}</p>}
      </form>
      {Scanner && <Scanner onFound={route} onClose={() => setScanner(null)} />}
    </Card>
  );
}
