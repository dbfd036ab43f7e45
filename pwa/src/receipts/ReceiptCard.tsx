/** Proof of what arrived: who signed what, the codes of the files folded away, and checking it here and now. */
import { useState } from 'preact/hooks';

import type { Schemas } from '../api/client.ts';
import { network } from '../app/network.ts';
import { Button, ButtonLink } from '../patterns/Button.tsx';
import { Card, Folded } from '../patterns/Card.tsx';
import { Loaded, Notice } from '../patterns/notices.tsx';
import { formatTime } from '../words/format.ts';
import { checkReceipts, type Verdict } from './checkReceipts.ts';
import './receipts.css';
import { useReceiptKeys, useReceipts } from './useReceipts.ts';
import { words } from './words.ts';

export function ReceiptCard({ dossier }: { dossier: Schemas['OwnDossier'] }) {
  const { receipts } = words;
  const proof = useReceipts(dossier.id);
  return (
    <Card title={receipts.title}>
      <Loaded resource={proof} skeletonRows={1}>
        {({ receipts: given }) => (
          <div class="stack">
            {given.map(({ token, event, at, files }) => (
              <p key={token}>{(event === 'supplement' ? receipts.signedSupplement : receipts.signed)(files.length, formatTime(at))}</p>
            ))}
            <p class="hint">{receipts.why}</p>
            <Check given={given} files={dossier.documents.map(({ sha256 }) => sha256)} />
            <Digests given={given} />
            <ButtonLink kind="quiet" icon="download" href={`/api/v1/dossiers/${dossier.id}/receipt.json`} newTab>
              {receipts.save}
            </ButtonLink>
            {network.value !== 'online' && <p class="quiet">{words.dossiers.pdfNeedsNetwork}</p>}
          </div>
        )}
      </Loaded>
    </Card>
  );
}

interface CheckProps {
  given: Schemas['SignedReceipt'][];
  files: string[];
}

function Check({ given, files }: CheckProps) {
  const { receipts } = words;
  const keys = useReceiptKeys();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [busy, setBusy] = useState(false);
  const check = async () => {
    setBusy(true);
    setVerdict(null);
    setVerdict(await checkReceipts(given, keys.data?.keys ?? [], files).catch(() => 'cannot' as const));
    setBusy(false);
  };
  return (
    <>
      {verdict && <VerdictNotice verdict={verdict} sentence={receipts.verdicts[verdict]} />}
      <Button kind="plain" icon="check" busy={busy || !keys.data} onClick={check}>
        {busy ? receipts.checking : receipts.check}
      </Button>
    </>
  );
}

export function VerdictNotice({ verdict, sentence }: { verdict: Verdict; sentence: string }) {
  return (
    <Notice tone={verdict === 'holds' ? 'done' : verdict === 'cannot' ? 'waiting' : 'fault'} live>
      <p>{sentence}</p>
    </Notice>
  );
}

function Digests({ given }: { given: Schemas['SignedReceipt'][] }) {
  const { receipts } = words;
  return (
    <Folded title={receipts.digests}>
      <div class="stack">
        <p class="hint">{receipts.digestsWhy}</p>
        {given.map(({ token, files, manifest_sha256, key_id }) => (
          <dl key={token} class="digests">
            {files.map(({ sha256, name, requirement_name }, index) => (
              <div key={index}>
                <dt lang="vi">{requirement_name ?? name}</dt>
                <dd class="digest">{sha256}</dd>
              </div>
            ))}
            <div>
              <dt>{receipts.list}</dt>
              <dd class="digest">{manifest_sha256}</dd>
            </div>
            <div>
              <dt>{receipts.key}</dt>
              <dd class="digest">{key_id}</dd>
            </div>
          </dl>
        ))}
      </div>
    </Folded>
  );
}
