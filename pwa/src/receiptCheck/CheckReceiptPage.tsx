/**
 * `/bien-nhan`: for anybody who holds an acknowledgement, without an account. The QR code on the paper leads to
 * `/bien-nhan#{statement}`; a file or a text can be chosen here, and the files it names compared. The statement stands
 * behind '#' and all of it stays on this device.
 */
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';

import { Picker } from '../handin/Picker.tsx';
import type QrScanner from '../lookup/QrScanner.tsx';
import { Button } from '../patterns/Button.tsx';
import { Card, Folded } from '../patterns/Card.tsx';
import { Field } from '../patterns/forms.tsx';
import { Empty, Loaded, Notice } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { useReceiptKeys } from '../receipts/useReceipts.ts';
import { Judged } from './Judged.tsx';
import { readFile, readText, type Given } from './readGiven.ts';
import { words } from './words.ts';

export default function CheckReceiptPage() {
  const { receiptCheck } = words;
  const [given, setGiven] = useGiven();
  const keys = useReceiptKeys();
  return (
    <Page title={receiptCheck.pageTitle}>
      {given === 'nothing' && (
        <Empty icon="qr" title={receiptCheck.nothing}>
          <p>{receiptCheck.nothingText}</p>
        </Empty>
      )}
      {given === 'unreadable' && (
        <Notice tone="fault" live>
          <p>{receiptCheck.unreadable}</p>
        </Notice>
      )}
      {Array.isArray(given) && (
        <Loaded resource={keys} skeletonRows={1}>
          {({ keys: published }) => given.map((one) => <Judged key={`${one.token} ${one.manifest}`} given={one} keys={published} />)}
        </Loaded>
      )}
      <Choose another={given !== 'nothing'} onGiven={(chosen) => setGiven(chosen ?? 'unreadable')} />
    </Page>
  );
}

type WasGiven = Given[] | 'nothing' | 'unreadable';

/** From the address at first; another scan into the same tab changes only what stands behind '#'. */
function useGiven(): [WasGiven, (given: WasGiven) => void] {
  const [given, setGiven] = useState(inAddress);
  useEffect(() => {
    const follow = () => setGiven(inAddress());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return [given, setGiven];
}

function inAddress(): WasGiven {
  const token = location.hash.slice(1);
  return token ? (readText(token) ?? 'unreadable') : 'nothing';
}

function Choose({ another, onGiven }: { another: boolean; onGiven: (given: Given[] | undefined) => void }) {
  const { receiptCheck } = words;
  const [text, setText] = useState('');
  const choose = async ([file]: File[]) => {
    if (file) onGiven(await readFile(file).catch(() => undefined));
    scrollTo({ top: 0 });
  };
  const paste = () => {
    onGiven(readText(text));
    scrollTo({ top: 0 });
  };
  return (
    <Card title={another ? receiptCheck.chooseAnother : receiptCheck.choose}>
      <div class="stack">
        <p class="hint">{receiptCheck.chooseHint}</p>
        <Picker icon="file" kind={another ? 'plain' : 'main'} accept=".json,.pdf,.txt,application/json,application/pdf,text/plain" onPicked={choose}>
          {receiptCheck.chooseFile}
        </Picker>
        {'BarcodeDetector' in window && <Scan />}
        <Folded title={receiptCheck.paste}>
          <div class="stack">
            <Field id="bien-nhan-dan" label={receiptCheck.pasteLabel} value={text} onInput={setText} lines={4} />
            <Button kind="plain" icon="check" disabled={!text.trim()} onClick={paste}>
              {receiptCheck.pasteCheck}
            </Button>
          </div>
        </Folded>
      </div>
    </Card>
  );
}

/** The tracking page's scanner. What it finds stands in the address, like a code that was scanned by the phone itself. */
function Scan() {
  const { scan, scanFailed } = words.lookup;
  const { route } = useLocation();
  const [scanner, setScanner] = useState<{ Open?: typeof QrScanner | undefined; failed?: boolean }>({});
  const openScanner = () =>
    import('../lookup/QrScanner.tsx').then(
      ({ default: Open }) => setScanner({ Open }),
      () => setScanner({ failed: true }),
    );
  const found = (place: string) => {
    setScanner({});
    const [path, token] = place.split('#');
    // Here only what stands behind '#' changes, which the page follows.
    if (path === '/bien-nhan' && token) location.hash = token;
    else route(place);
  };
  return (
    <>
      <Button kind="plain" icon="qr" onClick={openScanner}>
        {scan}
      </Button>
      {scanner.failed && (
        <Notice tone="fault" icon="offline" live>
          <p>{scanFailed}</p>
        </Notice>
      )}
      {scanner.Open && <scanner.Open onFound={found} onClose={() => setScanner({})} />}
    </>
  );
}
