/** One paper: photograph it page by page, choose photos or a PDF, or say that it does not come. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';

import { Button } from '../patterns/Button.tsx';
import { Folded } from '../patterns/Card.tsx';
import { Notice } from '../patterns/notices.tsx';
import { words } from './words.ts';
import { AskedReason } from './Asked.tsx';
import { addFiles } from './addFiles.ts';
import type { Draft, Paper } from './draft.ts';
import { limitInWords, limitOf } from './fileRules.ts';
import { Pages } from './Pages.tsx';
import { Picker } from './Picker.tsx';
import { ReusePapers } from './ReusePapers.tsx';
import { StepPage, useNext } from './StepPage.tsx';
import { filesOf, REVIEW, toldPapers } from './steps.ts';
import { useSaving } from './useDraft.ts';

interface PaperStepProps {
  draft: Draft;
  step: string;
  paper: Paper;
  at: number;
  of: number;
}

/** Files on their way into the draft, also those picked while others were. */
const NONE = { done: 0, of: 0 };

function further({ done, of }: typeof NONE, count: number): typeof NONE {
  return done + count < of ? { done: done + count, of } : NONE;
}

export function PaperStep({ draft, step, paper, at, of }: PaperStepProps) {
  const { handin } = words;
  const { route } = useLocation();
  const [save, savingFault] = useSaving(draft.id);
  const [adding, setAdding] = useState(NONE);
  const [faults, setFaults] = useState<string[]>([]);
  const files = filesOf(draft, paper);
  const busy = adding.of > 0;
  const next = useNext(draft, step);
  const limit = limitOf(draft);

  const add = async (picked: File[], replaced?: string) => {
    if (picked.length === 0) return;
    if (!busy) setFaults([]);
    let left = picked.length;
    const done = (count: number) => {
      left -= count;
      setAdding((now) => further(now, count));
    };
    setAdding((now) => ({ ...now, of: now.of + left }));
    try {
      const unusable = await addFiles(picked, { draftId: draft.id, paperId: paper.id, replaced, limit }, () => done(1));
      setFaults((old) => [...old, ...unusable.map(({ name, fault }) => handin[fault](name, limitInWords(limit)))]);
    } catch {
      setFaults((old) => [...old, handin.full]);
      done(left);
    }
  };
  const skip = async () => {
    if (await save(({ skipped }) => ({ skipped: [...new Set([...skipped, paper.id])] }))) route(next);
  };
  const action =
    files.length > 0 ? (
      <>
        <Button busy={busy} onClick={() => route(next)}>
          {handin.next}
        </Button>
        <Picker icon="plus" accept="image/*" camera onPicked={add}>
          {handin.takeNext}
        </Picker>
      </>
    ) : (
      <>
        <Picker kind="main" icon="camera" accept="image/*" camera onPicked={add}>
          {handin.takePhoto}
        </Picker>
        {draft.kind === 'dossier' && (
          <Button kind="plain" onClick={skip}>
            {handin.skip}
          </Button>
        )}
      </>
    );

  return (
    <StepPage draft={draft} step={step} title={handin.paper(at, of)} above={draft.kind === 'supplement' && handin.supplementTitle} fault={savingFault} action={action}>
      <PaperWords paper={paper} />
      <AskedReason draft={draft} paper={paper} />
      {faults.length > 0 && (
        <Notice tone="fault" live>
          {[...new Set(faults)].map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Notice>
      )}
      <div role="status">{busy && <p class="after-a-second">{handin.preparing(adding.done + 1, adding.of)}</p>}</div>
      <Pages key={paper.id} draft={draft} files={files} save={save} onRetaken={add} />
      <div class="buttons">
        <Picker icon="image" accept="image/*" multiple onPicked={add}>
          {handin.choosePhotos}
        </Picker>
        <Picker icon="file" accept="application/pdf" multiple onPicked={add}>
          {handin.choosePdf}
        </Picker>
      </div>
      <ReusePapers draft={draft} paper={paper} />
      <p class="hint">{handin.fileLimits(limitInWords(limit))}</p>
      {files.length === 0 && draft.skipped.includes(paper.id) && <p class="hint">{handin.skipped}</p>}
      <Told draft={draft} />
      {of > 1 && (
        <a class="touch" href={`/chuan-bi/${draft.id}/${REVIEW}`}>
          {handin.toReview}
        </a>
      )}
    </StepPage>
  );
}

function PaperWords({ paper }: { paper: Paper }) {
  const { handin } = words;
  const counts = [paper.original && handin.original(paper.original), paper.copy && handin.copies(paper.copy)].filter(Boolean).join(', ');
  return (
    <div class="card stack">
      {paper.case && <p class="quiet">{handin.paperForCase(paper.case)}</p>}
      <h2 lang="vi">{paper.name}</h2>
      {counts && <p class="quiet">{counts}</p>}
      {paper.conditional && <p class="quiet">{handin.ifNeeded}</p>}
      <p class="quiet">{handin.frameHint}</p>
    </div>
  );
}

/** Papers that are shown at the office, and remarks: told, not asked. */
export function Told({ draft }: { draft: Draft }) {
  const { handin } = words;
  const told = toldPapers(draft);
  const groups = [
    [handin.told, told.filter(({ kind }) => kind === 'present')],
    [handin.notes, told.filter(({ kind }) => kind === 'note')],
  ] as const;
  return (
    <>
      {groups.map(
        ([title, papers]) =>
          papers.length > 0 && (
            <Folded key={title} title={`${title} (${papers.length})`}>
              <ul class="plain-list" lang="vi">
                {papers.map(({ id, name }) => (
                  <li key={id}>{name}</li>
                ))}
              </ul>
            </Folded>
          ),
      )}
    </>
  );
}
