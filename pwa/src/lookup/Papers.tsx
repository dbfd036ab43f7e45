/** The checklist of papers: to hand in, to show, remarks; each under its case, ticked by who has it at hand. */
import type { ComponentChildren } from 'preact';

import { Button } from '../patterns/Button.tsx';
import { Card, Folded, Tag } from '../patterns/Card.tsx';
import { words } from '../words/index.ts';
import { contentLanguage } from './contentLanguage.ts';
import { OfficialText } from './OfficialText.tsx';
import { byCase, countToBring, FEW_CASES, type Paper } from './procedureFacts.ts';

const KINDS = ['submit', 'present', 'note'] as const;
/** More remarks than these stand between the papers and all the rest. */
const FEW_NOTES = 3;
const SHORT_NOTES = 600;

interface Props {
  papers: readonly Paper[];
  /** Ids of those at hand. */
  have: readonly string[];
  onHave: (have: string[]) => void;
  /** The official page, for the forms. */
  url: string | null;
}

export function Papers({ papers, have, onHave, url }: Props) {
  const { kinds, noPapers, formsByName, openPortal } = words.lookup;
  const first = KINDS.find((kind) => papers.some((paper) => paper.kind === kind));
  const tick = (id: string) => onHave(have.includes(id) ? have.filter((other) => other !== id) : [...have, id]);
  return (
    <>
      {countToBring(papers) === 0 && (
        <Card title={kinds.submit}>
          <p>{noPapers}</p>
        </Card>
      )}
      {KINDS.map((kind) => (
        <Kind key={kind} kind={kind} papers={papers.filter((paper) => paper.kind === kind)} have={have} onTick={tick}>
          {kind === first && kind !== 'note' && <Ticked papers={papers} have={have} onHave={onHave} />}
        </Kind>
      ))}
      {papers.some(({ form_files: files }) => files.length > 0) && (
        <p class="hint">
          {formsByName}{' '}
          {url && (
            <a class="touch" href={url} target="_blank" rel="noopener">
              {openPortal}
            </a>
          )}
        </p>
      )}
    </>
  );
}

function Ticked({ papers, have, onHave }: Omit<Props, 'url'>) {
  const { tickHint, atHand, untick } = words.lookup;
  const ticked = papers.filter(({ id, kind }) => kind !== 'note' && have.includes(id)).map(({ id }) => id);
  return (
    <div class="heading-line">
      <p class="hint" role="status">
        {ticked.length > 0 ? atHand(ticked.length, countToBring(papers)) : tickHint}
      </p>
      {ticked.length > 0 && (
        <Button kind="quiet" onClick={() => onHave(have.filter((id) => !ticked.includes(id)))}>
          {untick}
        </Button>
      )}
    </div>
  );
}

interface KindProps {
  kind: Paper['kind'];
  papers: readonly Paper[];
  have: readonly string[];
  onTick: (id: string) => void;
  children: ComponentChildren;
}

function Kind({ kind, papers, have, onTick, children }: KindProps) {
  if (papers.length === 0) return null;
  const title = words.lookup.kinds[kind];
  const groups = byCase(papers);
  const rows = (group: readonly Paper[]) => (
    <ul class="rows">
      {group.map((paper) => (
        <li key={paper.id}>{kind === 'note' ? <NotedPaper paper={paper} /> : <OnePaper paper={paper} ticked={have.includes(paper.id)} onTick={onTick} />}</li>
      ))}
    </ul>
  );
  const inside = groups.map(([name, group]) => {
    const caseName = <span lang={name === null ? undefined : contentLanguage()}>{name ?? words.lookup.everyCase}</span>;
    if (name !== null && groups.length > FEW_CASES) {
      return (
        <Folded key={name} title={<>{caseName} ({group.length})</>}>
          {rows(group)}
        </Folded>
      );
    }
    return (
      <div key={name}>
        {(name !== null || groups.length > 1) && <h3 class="case-name">{caseName}</h3>}
        {rows(group)}
      </div>
    );
  });
  const isLong = papers.length > FEW_NOTES || papers.reduce((sum, { name }) => sum + name.length, 0) > SHORT_NOTES;
  if (kind === 'note' && isLong) {
    return (
      <Card>
        <Folded title={`${title} (${papers.length})`}>{inside}</Folded>
      </Card>
    );
  }
  return (
    <Card title={title}>
      {children}
      {inside}
    </Card>
  );
}

function OnePaper({ paper, ticked, onTick }: { paper: Paper; ticked: boolean; onTick: (id: string) => void }) {
  const { originals, copies, conditional } = words.lookup;
  const { id, name, original, copy } = paper;
  const counts = [original && originals(original), copy && copies(copy)].filter(Boolean);
  return (
    <label class="paper">
      <input type="checkbox" checked={ticked} onChange={() => onTick(id)} />
      <span class="row-words">
        <OfficialText text={name} />
        {counts.length > 0 && <span class="row-facts">{counts.join(' · ')}</span>}
        {paper.conditional && <Tag tone="waiting">{conditional}</Tag>}
        <Forms paper={paper} />
      </span>
    </label>
  );
}

function NotedPaper({ paper }: { paper: Paper }) {
  return (
    <div class="paper">
      <div class="row-words">
        <OfficialText text={paper.name} />
        <Forms paper={paper} />
      </div>
    </div>
  );
}

/** By name, which is all that the sources know; by link should one give an address. */
function Forms({ paper: { form_files: files } }: { paper: Paper }) {
  if (files.length === 0) return null;
  return (
    <span class="row-facts">
      {words.lookup.forms}{' '}
      {files.map((file, place) => [
        place > 0 && ', ',
        /^https?:\/\//.test(file) ? (
          <a key={file} class="touch" href={file} target="_blank" rel="noopener">
            {file.split('/').at(-1)}
          </a>
        ) : (
          file
        ),
      ])}
    </span>
  );
}
