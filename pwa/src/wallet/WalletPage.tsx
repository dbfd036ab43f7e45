/** 'Giấy tờ của tôi': papers of earlier dossiers, where each was used, and taking one out. Seen without a network too. */
import { useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../api/client.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import { network } from '../app/network.ts';
import { isCitizen } from '../app/session.ts';
import { useResource } from '../app/useResource.ts';
import { Button, ButtonLink } from '../patterns/Button.tsx';
import { Card, Folded, RowLink, Rows } from '../patterns/Card.tsx';
import { Dialog } from '../patterns/Dialog.tsx';
import { Icon } from '../patterns/Icon.tsx';
import { Empty, Loaded, Notice, ProblemNotice, SignInFirst } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { PaperThumbnail } from '../patterns/PaperThumbnail.tsx';
import { formatRecent, formatSize } from '../words/format.ts';
import { words } from './words.ts';

type Paper = Schemas['WalletPaper'];

const MOST = 100;

export default function WalletPage() {
  const { wallet } = words;
  return (
    <Page title={wallet.title} back="/ho-so" backLabel={words.shell.dossiers}>
      {isCitizen.value ? <Wallet /> : <SignInFirst />}
    </Page>
  );
}

function Wallet() {
  const { wallet } = words;
  const [count, setCount] = useState(20);
  const papers = useResource(`wallet ${count}`, () => ask(api.GET('/api/v1/me/documents', { params: { query: { limit: count } } })));
  const [asking, setAsking] = useState<Paper | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isOut, setIsOut] = useState(false);

  const takeOut = async () => {
    const paper = asking!;
    setAsking(null);
    setProblem(null);
    try {
      await ask(api.DELETE('/api/v1/me/documents/{paper_id}', { params: { path: { paper_id: paper.id } } }));
      setIsOut(true);
      await papers.reload();
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };

  return (
    <>
      <p>{wallet.intro}</p>
      {isOut && (
        <Notice tone="done" live>
          <p>{wallet.takenOut}</p>
        </Notice>
      )}
      {problem && <ProblemNotice problem={problem} />}
      {network.value !== 'online' && <p class="quiet">{wallet.needsNetwork}</p>}
      <Loaded resource={papers}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Empty icon="file" title={wallet.empty}>
              <p>{wallet.emptyText}</p>
              <ButtonLink href="/tra-cuu">{words.shell.lookUp}</ButtonLink>
            </Empty>
          ) : (
            <>
              {items.map((paper) => (
                <PaperCard key={paper.id} paper={paper} onTakeOut={() => setAsking(paper)} />
              ))}
              {next && count < MOST && (
                <Button kind="plain" busy={papers.loading} onClick={() => setCount(MOST)}>
                  {wallet.more}
                </Button>
              )}
            </>
          )
        }
      </Loaded>
      <p class="hint">{wallet.noResults}</p>
      <Dialog title={wallet.takeOutTitle} open={asking !== null} onClose={() => setAsking(null)}>
        <p lang="vi">{asking && nameOf(asking)}</p>
        <p>{wallet.takeOutText}</p>
        <div class="buttons">
          <Button kind="danger" icon="trash" onClick={takeOut}>
            {wallet.takeOut}
          </Button>
          <Button kind="plain" onClick={() => setAsking(null)}>
            {wallet.keep}
          </Button>
        </div>
      </Dialog>
    </>
  );
}

export const nameOf = ({ requirement_name, file_name }: Pick<Paper, 'requirement_name' | 'file_name'>) =>
  requirement_name || file_name || words.wallet.someName;

function PaperCard({ paper, onTakeOut }: { paper: Paper; onTakeOut: () => void }) {
  const { wallet } = words;
  const { uses, media_type, state } = paper;
  const newest = uses[0]!;
  const address = `/api/v1/dossiers/${newest.dossier_id}/documents/${newest.upload_id}`;
  return (
    <Card>
      <div class="stack">
        <div class="paper-head">
          {state === 'ready' ? <PaperThumbnail address={address} /> : <Icon name={media_type.startsWith('image/') ? 'image' : 'file'} />}
          <div class="row-words">
            <h2 class="row-title clamp" lang="vi">
              {nameOf(paper)}
            </h2>
            <span class="row-facts">
              {paper.file_name} · {formatSize(paper.size)}
            </span>
            <span class="row-facts">{wallet.lastUsed(formatRecent(paper.last_used_at))}</span>
          </div>
        </div>
        <Folded title={wallet.uses(uses.length)}>
          <Rows>
            {uses.map(({ dossier_id, upload_id, applicant_name, procedure_name, agency_name, code, submission_number, at }) => (
              <li key={upload_id}>
                <RowLink href={`/ho-so/${dossier_id}`} title={<span lang="vi">{procedure_name}</span>}>
                  {wallet.handedInFor(applicant_name)} · <span class="number">{code ?? submission_number}</span> · <span lang="vi">{agency_name}</span> ·{' '}
                  {formatRecent(at)}
                </RowLink>
              </li>
            ))}
          </Rows>
        </Folded>
        <div class="buttons">
          <ButtonLink kind="plain" icon="image" href={address} newTab>
            {wallet.see} <span class="visually-hidden">{nameOf(paper)}</span>
          </ButtonLink>
          <Button kind="quiet" icon="trash" onClick={onTakeOut}>
            {wallet.takeOut} <span class="visually-hidden">{nameOf(paper)}</span>
          </Button>
        </div>
      </div>
    </Card>
  );
}
