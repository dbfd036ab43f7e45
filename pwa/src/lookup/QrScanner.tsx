/** The camera looks for the QR code of a receipt. Loaded when somebody asks for it. */
import { useEffect, useRef, useState } from 'preact/hooks';

import { Button } from '../patterns/Button.tsx';
import { Dialog } from '../patterns/Dialog.tsx';
import { Notice } from '../patterns/notices.tsx';
import { words } from './QrWords.ts';
import { placeOfReceipt } from './receiptCode.ts';

/** Not in TypeScript's DOM types yet. */
declare class BarcodeDetector {
  constructor(options: { formats: string[] });
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}

const LOOK_EVERY_MS = 250;
type State = 'looking' | 'notOurCode' | 'cameraRefused' | 'cameraMissing';

export interface ScannerProps {
  onFound: (place: string) => void;
  onClose: () => void;
}

export default function QrScanner({ onFound, onClose }: ScannerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<State>('looking');
  const found = useRef(onFound);
  found.current = onFound;
  useEffect(() => {
    const closing = new AbortController();
    void watch(video.current!, closing.signal, (text) => {
      const place = placeOfReceipt(text);
      if (!place) return setState('notOurCode');
      closing.abort(); // one is enough
      found.current(place);
    }).catch((fault: DOMException) => {
      if (!closing.signal.aborted) setState(fault.name === 'NotAllowedError' ? 'cameraRefused' : 'cameraMissing');
    });
    return () => closing.abort();
  }, []);

  const failed = state === 'cameraRefused' || state === 'cameraMissing';
  return (
    <Dialog title={words.lookup.scan} open onClose={onClose}>
      {!failed && <p>{words.scanner.scanHint}</p>}
      <video ref={video} class="scanner" hidden={failed} muted playsInline />
      {state !== 'looking' && (
        <Notice tone={failed ? 'fault' : 'soon'} live>
          <p>{words.scanner[state]}</p>
        </Notice>
      )}
      <Button kind="plain" onClick={onClose}>
        {words.shell.close}
      </Button>
    </Dialog>
  );
}

/** Tells every code it sees until `signal`, and gives the camera back then. Rejects as getUserMedia does. */
async function watch(video: HTMLVideoElement, signal: AbortSignal, onCode: (text: string) => void): Promise<void> {
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  const stop = () => stream.getTracks().forEach((track) => track.stop());
  if (signal.aborted) return stop();
  signal.addEventListener('abort', stop);
  video.srcObject = stream;
  await video.play();
  while (!signal.aborted) {
    const [code] = await detector.detect(video).catch(() => []); // a frame that is not there yet
    if (code && !signal.aborted) onCode(code.rawValue);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
