/** The checklist of papers: to hand in, to show, remarks; each under its case. */
import { Card, Tag } from '../patterns/Card.tsx';
import { Icon } from '../patterns/Icon.tsx';
import { words } from '../words/index.ts';
import { contentLanguage } from './contentLanguage.ts';
import { OfficialText } from './OfficialText.tsx';
import { byCase, countToBring, type Paper } from './procedureFacts.ts';

const KINDS = ['submit', 'present', 'note'] as const;

export function Papers({ papers }: { papers: readonly Paper[] }) {
  return (
    <>
      {countToBring(papers) === 0 && (
        <Card title={words.lookup.kinds.submit}>
          <p>{words.lookup.noPapers}</p>
        </Card>
      )}
      {KINDS.map((kind) => (
        <Kind key={kind} title={words.lookup.kinds[kind]} papers={papers.filter((paper) => paper.kind === kind)} />
      ))}
    </>
  );
}

function Kind({ title, papers }: { title: string; papers: readonly Paper[] }) {
  if (papers.length === 0) return null;
  const groups = byCase(papers);
  return (
    <Card title={title}>
      {groups.map(([name, group]) => (
        <div key={name}>
          {(name !== null || groups.length > 1) && (
            <h3 class="case-name" lang={name === null ? undefined : contentLanguage()}>
              {name ?? words.lookup.everyCase}
            </h3>
          )}
          <ul class="rows">
            {group.map((paper) => (
              <li key={paper.id} class="paper">
                <OnePaper paper={paper} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Card>
  );
}

function OnePaper({ paper }: { paper: Paper }) {
  const { originals, copies, conditional, forms } = words.lookup;
  const { name, kind, original, copy, form_files: files } = paper;
  const counts = kind === 'note' ? [] : [original && originals(original), copy && copies(copy)].filter(Boolean);
  return (
    <>
      {kind !== 'note' && <Icon name="file" />}
      <div class="row-words">
        <OfficialText text={name} />
        {counts.length > 0 && <p class="row-facts">{counts.join(' · ')}</p>}
        {paper.conditional && <Tag tone="waiting">{conditional}</Tag>}
        {files.length > 0 && (
          <p class="row-facts">
            {forms} {files.join(', ')}
          </p>
        )}
      </div>
    </>
  );
}
