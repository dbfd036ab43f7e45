/** A paper of an earlier dossier in place of a photograph: one tap, and the service has it already. */
import { useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../api/client.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import { isCitizen } from '../app/session.ts';
import { useResource } from '../app/useResource.ts';
import { Button } from '../patterns/Button.tsx';
import { Dialog } from '../patterns/Dialog.tsx';
import { Icon } from '../patterns/Icon.tsx';
import { Loaded, Notice, ProblemNotice } from '../patterns/notices.tsx';
import { formatRecent, formatSize } from '../words/format.ts';
import { words } from '../wallet/words.ts';
import type { Draft, DraftFile, Paper } from './draft.ts';
import { change } from './drafts.ts';

type Old = Schemas['WalletPaper'];

interface ReusePapersProps {
  draft: Draft;
  paper: Paper;
}

/** Only for who is signed in: nobody else has papers here. */
export function ReusePapers({ draft, paper }: ReusePapersProps) {
  const { wallet } = words;
  const [open, setOpen] = useState(false);
  const [used, setUsed] = useState('');
  if (!isCitizen.value) return null;
  return (
    <>
      {used && (
        <Notice tone="done" live>
          <p>{wallet.used(used)}</p>
        </Notice>
      )}
      <Button kind="plain" icon="folder" onClick={() => setOpen(true)}>
        {wallet.reuse}
      </Button>
      <Dialog title={wallet.reuseTitle} open={open} onClose={() => setOpen(false)}>
        <Choice
          draft={draft}
          paper={paper}
          onUsed={(name) => {
            setUsed(name);
            setOpen(false);
          }}
        />
        <Button kind="quiet" onClick={() => setOpen(false)}>
          {words.shell.cancel}
        </Button>
      </Dialog>
    </>
  );
}

function Choice({ draft, paper, onUsed }: ReusePapersProps & { onUsed: (name: string) => void }) {
  const { wallet } = words;
  const papers = useResource(
    `reuse ${paper.id}`,
    () => ask(api.GET('/api/v1/me/documents', { params: { query: { like: paper.name.slice(0, 2_000), limit: 50 } } })),
    { keep: 'nothing' },
  );
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [full, setFull] = useState(false);

  const use = async (old: Old) => {
    if (busy) return;
    setBusy(old.id);
    setProblem(null);
    try {
      const file = fileOf(await ask(api.POST('/api/v1/me/documents/{paper_id}/reuse', { params: { path: { paper_id: old.id } } })), paper);
      const saved = await change(draft.id, (now) => (now.state === 'editing' ? withReused(now, file) : undefined)).catch(() => null);
      if (saved) return onUsed(nameOf(old));
      setFull(true);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
    setBusy(null);
  };

  return (
    <div class="stack">
      {problem && <ProblemNotice problem={problem} />}
      {full && (
        <Notice tone="fault" live>
          <p>{wallet.full}</p>
        </Notice>
      )}
      <Loaded resource={papers} skeletonRows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{wallet.reuseNone}</p>
          ) : (
            <>
              {groups(items).map(
                ([title, group]) =>
                  group.length > 0 && (
                    <section key={title}>
                      <h3>{title}</h3>
                      <ul class="rows">
                        {group.map((old) => (
                          <li key={old.id}>
                            <button type="button" class="row" aria-busy={busy === old.id} onClick={() => use(old)}>
                              <Icon name={old.media_type.startsWith('image/') ? 'image' : 'file'} />
                              <span class="row-words">
                                <span class="row-title" lang="vi">
                                  {nameOf(old)}
                                </span>
                                <span class="row-facts">
                                  {busy === old.id ? wallet.using : `${old.file_name} · ${formatSize(old.size)} · ${formatRecent(old.last_used_at)}`}
                                </span>
                              </span>
                            </button>
                          </li>
                        ))}
                      </ul>
                    </section>
                  ),
              )}
            </>
          )
        }
      </Loaded>
    </div>
  );
}

function groups(items: readonly Old[]): [string, Old[]][] {
  const { wallet } = words;
  return [
    [wallet.reuseAlike, items.filter(({ alike }) => alike)],
    [wallet.reuseOthers, items.filter(({ alike }) => !alike)],
  ];
}

const nameOf = (old: Old) => old.requirement_name || old.file_name || words.wallet.someName;

/** Whole on the service already, with no bytes on this phone: the outbox has nothing to send of it. */
export function fileOf(reused: Schemas['ReusedPaper'], paper: Pick<Paper, 'id'>): DraftFile {
  const { upload_id: uploadId, file_name: name, media_type: mediaType, size, sha256 } = reused;
  return { id: crypto.randomUUID(), paperId: paper.id, name, mediaType, size, sha256, uploadId, offset: size };
}

export function withReused(draft: Draft, file: DraftFile): Draft {
  return { ...draft, files: [...draft.files, file], skipped: draft.skipped.filter((id) => id !== file.paperId) };
}
