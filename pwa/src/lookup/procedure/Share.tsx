/** Handing the page on: by what the phone shares with, else by copying its address, or as a QR code for a phone beside this one. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { fetchAhead } from '../../app/fetchAhead.ts';
import { Button } from '../../patterns/Button.tsx';
import { Dialog } from '../../patterns/Dialog.tsx';
import { Notice } from '../../patterns/notices.tsx';
import { contentLanguage } from '../contentLanguage.ts';
import type { Procedure } from '../procedureFacts.ts';
import { shareOrCopy, type Shared } from './sharing.ts';
import { words } from './words.ts';

export function Share({ procedure: { code, name } }: { procedure: Procedure }) {
  const { share, copied, copyByHand, showQr, qrTitle, qrHint, qrLabel } = words.procedure;
  const [done, setDone] = useState<Shared | null>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => fetchAhead('qr'), []);
  const address = `${location.origin}/thu-tuc/${encodeURIComponent(code)}`;
  return (
    <>
      <div class="buttons">
        <Button kind="plain" icon="send" onClick={async () => setDone(await shareOrCopy({ title: name, url: address }))}>
          {share}
        </Button>
        <Button kind="plain" icon="qr" onClick={() => setOpen(true)}>
          {showQr}
        </Button>
      </div>
      {(done === 'copied' || done === 'refused') && (
        <Notice tone={done === 'copied' ? 'done' : 'soon'} icon={done === 'copied' ? 'check' : 'info'} live>
          <p>{done === 'copied' ? copied : copyByHand}</p>
          <p class="address">{address}</p>
        </Notice>
      )}
      <Dialog title={qrTitle} open={open} onClose={() => setOpen(false)}>
        <div class="qr-sheet">
          <p lang={contentLanguage()}>{name}</p>
          <QrOf text={address} label={qrLabel(code)} />
          <p class="address">{address}</p>
          <p class="hint">{qrHint}</p>
        </div>
        <Button kind="plain" onClick={() => setOpen(false)}>
          {words.shell.close}
        </Button>
      </Dialog>
    </>
  );
}

interface QrProps {
  text: string;
  label: string;
}

/** What draws it is fetched when it is wanted, and kept ahead: a phone may be shown where there is no network. */
function QrOf(props: QrProps) {
  const [Drawn, setDrawn] = useState<ComponentType<QrProps> | null | undefined>();
  useEffect(() => {
    void import('../../patterns/qr/Qr.tsx').then(({ Qr }) => setDrawn(() => Qr), () => setDrawn(null));
  }, []);
  if (Drawn) return <Drawn {...props} />;
  return Drawn === null ? <p>{words.procedure.qrMissing}</p> : <div class="qr" />;
}
