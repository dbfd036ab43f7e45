/**
 * `/bien-nhan#{statement}`, where the QR code on the paper leads: what was signed, and whether the signature holds.
 * The statement stands behind '#' and stays on this phone.
 */
import { useEffect, useState } from 'preact/hooks';

import { ButtonLink } from '../patterns/Button.tsx';
import { Card, Fact, SummaryList } from '../patterns/Card.tsx';
import { Empty, Loaded, Notice } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { formatTime } from '../words/format.ts';
import { VerdictNotice } from './ReceiptCard.tsx';
import { checkSignature, hexOf, readStatement, type Outcome, type PublicKey, type Statement } from './statement.ts';
import { useReceiptKeys } from './useReceipts.ts';
import { words } from './words.ts';

export default function CheckReceiptPage() {
  const { receipts } = words;
  const token = useToken();
  const statement = readStatement(token);
  return (
    <Page title={receipts.pageTitle}>
      {!token && (
        <Empty icon="qr" title={receipts.nothing}>
          <p>{receipts.nothingText}</p>
        </Empty>
      )}
      {token && !statement && (
        <Notice tone="fault" live>
          <p>{receipts.unreadable}</p>
        </Notice>
      )}
      {statement && <Checked key={token} token={token} statement={statement} />}
    </Page>
  );
}

/** Another scan into the same tab changes only what stands behind '#'. */
function useToken(): string {
  const [token, setToken] = useState(location.hash.slice(1));
  useEffect(() => {
    const follow = () => setToken(location.hash.slice(1));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return token;
}

function Checked({ token, statement }: { token: string; statement: Statement }) {
  const { receipts } = words;
  const { claims, keyId } = statement;
  const keys = useReceiptKeys();
  return (
    <>
      <Loaded resource={keys} skeletonRows={1}>
        {({ keys: published }) => <Signature token={token} keys={published} />}
      </Loaded>
      <Card>
        <SummaryList>
          <Fact name={receipts.number}>{claims.sub}</Fact>
          <Fact name={receipts.what}>{(claims.event === 'supplement' ? receipts.supplemented : receipts.handedIn)(claims.files)}</Fact>
          <Fact name={receipts.at}>{formatTime(new Date(claims.iat * 1000).toISOString())}</Fact>
          <Fact name={receipts.procedure}>{claims.procedure}</Fact>
          <Fact name={receipts.agency}>{claims.agency}</Fact>
          <Fact name={receipts.signer}>{claims.iss}</Fact>
          <Fact name={receipts.list}>
            <span class="digest">{hexOf(claims.manifest)}</span>
          </Fact>
          <Fact name={receipts.key}>
            <span class="digest">{keyId}</span>
          </Fact>
        </SummaryList>
        <p class="hint">{receipts.notTheName}</p>
      </Card>
      <ButtonLink kind="plain" href={`/theo-doi/${encodeURIComponent(claims.sub)}`}>
        {receipts.track}
      </ButtonLink>
    </>
  );
}

function Signature({ token, keys }: { token: string; keys: readonly PublicKey[] }) {
  const { receipts } = words;
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  useEffect(() => void checkSignature(token, keys).then(setOutcome, () => setOutcome('cannot')), [token, keys]);
  if (!outcome) return <p role="status">{receipts.checking}</p>;
  return <VerdictNotice verdict={outcome} sentence={outcome === 'holds' ? receipts.holdsShort : receipts.verdicts[outcome]} />;
}
