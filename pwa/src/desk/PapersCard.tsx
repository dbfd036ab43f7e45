/** The papers beside the checklist of what the procedure asks for, with the officer's own marks. */
import { useEffect, useRef } from 'preact/hooks';

import { Button, ButtonLink } from '../patterns/Button.tsx';
import { Card, Folded, Tag } from '../patterns/Card.tsx';
import { Field } from '../patterns/forms.tsx';
import { Notice } from '../patterns/notices.tsx';
import { formatTime } from '../words/format.ts';
import type { Dossier } from './actions.ts';
import { paperOf } from './addresses.ts';
import { askedAgain, isFromBefore, type Checklist, type Mark, type Marks, type Requirement } from './marks.ts';
import { PaperFile } from './PaperFile.tsx';
import { catalogueLang, deskWords } from './words/index.ts';

const FINAL = [3, 7, 8, 10];

interface PapersCardProps {
  dossier: Dossier;
  list: Checklist;
  marks: Marks;
  onMark: (marks: Marks) => void;
  faults: number;
  /** How this role asks for what is missing, if it may now. */
  ask: { label: string; go: () => void } | undefined;
}

export function PapersCard({ dossier, list, marks, onMark, faults, ask }: PapersCardProps) {
  const met = list.asked.filter(({ files }) => files.length > 0).length;
  const open = !FINAL.includes(dossier.status);
  return (
    <div class="desk-papers">
      <Card title={deskWords.papers}>
        <p class="quiet">{list.asked.length > 0 ? deskWords.papersCount(met, list.asked.length) : deskWords.noRequirements}</p>
        <ol class="desk-paper-list">
          {list.asked.map(({ requirement, files }) => {
            const asked = askedAgain(dossier.timeline, requirement.id);
            return (
              <li key={requirement.id}>
                <PaperHead requirement={requirement} missing={files.length === 0} onPaper={dossier.channel === 'direct'} />
                {asked && <p class="desk-asked">{deskWords.askedAgain(formatTime(asked.at), asked.reason)}</p>}
                {files.map((file) => (
                  <PaperFile key={file.upload_id} dossierId={dossier.id} file={file} replaced={isFromBefore(file, asked)} />
                ))}
                <WholePaper dossierId={dossier.id} requirement={requirement} files={files.filter((file) => !isFromBefore(file, asked))} />
                {open && <PaperMark requirement={requirement} marks={marks} onMark={onMark} />}
              </li>
            );
          })}
        </ol>
        {list.strayFiles.length > 0 && (
          <>
            <h3>{deskWords.otherFiles}</h3>
            {list.strayFiles.map((file) => (
              <PaperFile key={file.upload_id} dossierId={dossier.id} file={file} />
            ))}
          </>
        )}
        {list.remarks.map((remark) => (
          <p key={remark.id} class="hint">
            {deskWords.remark}: <span lang={catalogueLang()}>{remark.name}</span>
          </p>
        ))}
        {list.ofOtherCases.length > 0 && (
          <Folded title={deskWords.otherCases}>
            <ul class="plain-list" lang={catalogueLang()}>
              {list.ofOtherCases.map(({ id, name }) => (
                <li key={id}>{name}</li>
              ))}
            </ul>
          </Folded>
        )}
        {faults > 0 && (
          <Notice tone="soon">
            <p>{deskWords.faults(faults)}</p>
            {ask && (
              <Button kind="plain" onClick={ask.go}>
                {ask.label}
              </Button>
            )}
          </Notice>
        )}
      </Card>
    </div>
  );
}

function PaperHead({ requirement, missing, onPaper }: { requirement: Requirement; missing: boolean; onPaper: boolean }) {
  const { name, kind, conditional, original, copy } = requirement;
  const facts = [
    kind === 'present' && deskWords.toPresent,
    original && deskWords.original(original),
    copy && deskWords.copy(copy),
  ].filter(Boolean);
  // Papers that are shown, given on paper at the counter, or needed in some cases only are no alarm without a file.
  const alarming = !conditional && !onPaper && kind === 'submit';
  return (
    <>
      <p class="row-title" lang={catalogueLang()}>
        {name}
      </p>
      <p class="desk-due">
        {facts.length > 0 && <span class="row-facts">{facts.join(' · ')}</span>}
        {missing && <Tag tone={alarming ? 'soon' : 'waiting'}>{conditional ? deskWords.missingConditional : deskWords.missing}</Tag>}
      </p>
    </>
  );
}

/** What the office would print or send on: one PDF, where the files themselves are not just that. */
function WholePaper({ dossierId, requirement: { id, name }, files }: { dossierId: string; requirement: Requirement; files: Checklist['asked'][number]['files'] }) {
  const isOnePdf = files.length === 1 && files[0]?.media_type === 'application/pdf';
  if (files.length === 0 || isOnePdf || !files.every(({ state }) => state === 'ready')) return null;
  return (
    <ButtonLink kind="quiet" href={paperOf(dossierId, id)} newTab>
      {deskWords.wholePaper} <span class="visually-hidden">{name}</span>
    </ButtonLink>
  );
}

function PaperMark({ requirement: { id, name }, marks, onMark }: { requirement: Requirement; marks: Marks; onMark: (marks: Marks) => void }) {
  const mark = marks[id];
  const wasPressed = useRef(false);
  // What is wrong is what an officer types next, whatever had the focus before.
  useEffect(() => {
    if (wasPressed.current && mark?.good === false) document.getElementById(`why-${id}`)?.focus();
    wasPressed.current = false;
  }, [mark?.good]);
  const put = (wanted: Mark) => onMark({ ...marks, [id]: wanted });
  const press = (good: boolean) => {
    wasPressed.current = true;
    if (mark?.good === good) {
      const { [id]: _gone, ...others } = marks;
      onMark(others);
    } else put({ good, why: mark?.why ?? '' });
  };
  return (
    <>
      <div class="chips" role="group" aria-label={deskWords.markOf(name)}>
        <button type="button" class="chip" aria-pressed={mark?.good === true} onClick={() => press(true)}>
          {deskWords.good}
        </button>
        <button type="button" class="chip" aria-pressed={mark?.good === false} onClick={() => press(false)}>
          {deskWords.bad}
        </button>
      </div>
      {mark?.good === false && (
        <Field id={`why-${id}`} label={deskWords.whatIsWrong} optional maxLength={300} value={mark.why} onInput={(why) => put({ good: false, why })} />
      )}
    </>
  );
}
