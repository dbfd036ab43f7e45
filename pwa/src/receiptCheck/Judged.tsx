/** One acknowledgement: whether it holds, and only then what it says. */
import { useEffect, useState } from 'preact/hooks';

import { api, ask } from '../api/client.ts';
import { useResource } from '../app/useResource.ts';
import { ButtonLink } from '../patterns/Button.tsx';
import { Card, Fact, Folded, SummaryList } from '../patterns/Card.tsx';
import { Notice } from '../patterns/notices.tsx';
import { VerdictNotice } from '../receipts/ReceiptCard.tsx';
import { hexOf, type Outcome, type PublicKey, type Statement } from '../receipts/statement.ts';
import { formatTime } from '../words/format.ts';
import { FilesCard } from './FilesCard.tsx';
import { judge, type Judgement } from './judge.ts';
import type { Given } from './readGiven.ts';
import { words } from './words.ts';

export function Judged({ given, keys }: { given: Given; keys: readonly PublicKey[] }) {
  const { receipts, receiptCheck } = words;
  const [judgement, setJudgement] = useState<Judgement | null>(null);
  useEffect(() => {
    let current = true;
    void judge(given, keys, askService).then((found) => current && setJudgement(found));
    return () => void (current = false);
  }, [given, keys]);
  if (!judgement) return <p role="status">{receipts.checking}</p>;
  if (judgement.verdict === 'unreadable' || judgement.verdict === 'contradicts') {
    return (
      <Notice tone="fault" live>
        <p>{receiptCheck[judgement.verdict]}</p>
      </Notice>
    );
  }
  if (judgement.verdict !== 'holds') return <VerdictNotice verdict={judgement.verdict} sentence={receipts.verdicts[judgement.verdict]} />;
  const { statement, manifest } = judgement;
  return (
    <>
      <VerdictNotice verdict="holds" sentence={receiptCheck.holdsShort} />
      <Said statement={statement} applicant={manifest?.applicant} />
      {manifest && manifest.files.length > 0 && <FilesCard files={manifest.files} />}
      <ButtonLink kind="plain" href={`/theo-doi/${encodeURIComponent(statement.claims.sub)}`}>
        {receiptCheck.track}
      </ButtonLink>
    </>
  );
}

/** For browsers without Ed25519: the service reads the statement, which names nobody. 'cannot' when it does not answer. */
async function askService(token: string): Promise<Outcome> {
  try {
    return (await ask(api.POST('/api/v1/receipts/checks', { body: { token } }))).outcome;
  } catch {
    return 'cannot';
  }
}

function Said({ statement: { claims, keyId }, applicant }: { statement: Statement; applicant: string | undefined }) {
  const { receipts, receiptCheck } = words;
  const { procedure: code, agency: agency_code } = claims;
  const procedure = useResource(`procedure ${code}`, () => ask(api.GET('/api/v1/procedures/{code}', { params: { path: { code } } })), { keep: 'nothing' });
  const agency = useResource(`agency ${agency_code}`, () => ask(api.GET('/api/v1/agencies/{agency_code}', { params: { path: { agency_code } } })), { keep: 'nothing' });
  return (
    <Card>
      <SummaryList>
        <Fact name={receiptCheck.number}>{claims.sub}</Fact>
        {applicant !== undefined && <Fact name={receiptCheck.applicant}>{applicant}</Fact>}
        <Fact name={receiptCheck.what}>{(claims.event === 'supplement' ? receiptCheck.supplemented : receiptCheck.handedIn)(claims.files)}</Fact>
        <Fact name={receiptCheck.at}>{formatTime(new Date(claims.iat * 1000).toISOString())}</Fact>
        <Fact name={receiptCheck.procedure}>
          <Named name={procedure.data?.name} code={code} />
        </Fact>
        <Fact name={receiptCheck.agency}>
          <Named name={agency.data?.name} code={agency_code} />
        </Fact>
        <Fact name={receiptCheck.signer}>{claims.iss}</Fact>
      </SummaryList>
      {applicant === undefined && <p class="hint">{receiptCheck.notTheName}</p>}
      <Folded title={receiptCheck.codes}>
        <SummaryList>
          <Fact name={receipts.list}>
            <span class="digest">{hexOf(claims.manifest)}</span>
          </Fact>
          <Fact name={receipts.key}>
            <span class="digest">{keyId}</span>
          </Fact>
        </SummaryList>
      </Folded>
    </Card>
  );
}

/** By the name that this service knows; the code is what was signed. */
function Named({ name, code }: { name: string | undefined; code: string }) {
  return name ? (
    <span lang="vi">
      {name} ({code})
    </span>
  ) : (
    <>{code}</>
  );
}
