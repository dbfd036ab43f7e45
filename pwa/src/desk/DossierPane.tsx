/** One dossier: who and what, its papers with marks, what can be done, what has been done. */
import { useEffect, useRef, useState } from 'preact/hooks';

import { api, ask } from '../api/client.ts';
import { useTask } from '../app/updates.ts';
import { useResource, type Resource } from '../app/useResource.ts';
import { Icon } from '../patterns/Icon.tsx';
import { Loaded } from '../patterns/notices.tsx';
import type { ActionName, Dossier } from './actions.ts';
import { ActionsCard } from './ActionsCard.tsx';
import { receiptOf } from './addresses.ts';
import { FactsCard } from './FactsCard.tsx';
import { HistoryCard } from './HistoryCard.tsx';
import { useKept } from './kept.ts';
import { useKeys } from './keys.ts';
import { checklist, faultLines, faultyPapers, proposedMarks, type Marks, type Requirement } from './marks.ts';
import { PapersCard } from './PapersCard.tsx';
import type { Row } from './queues.ts';
import { deskWords } from './words/index.ts';

interface DossierPaneProps {
  id: string;
  next: Row | null;
  onActed: () => void;
}

export function DossierPane({ id, next, onActed }: DossierPaneProps) {
  const resource = useResource(`desk dossier ${id}`, () => ask(api.GET('/api/v1/desk/dossiers/{dossier_id}', { params: { path: { dossier_id: id } } })), {
    keep: 'nothing',
    everySeconds: 60,
  });
  return (
    <div class="desk-dossier-place">
      <a class="back desk-back" href="/can-bo">
        <Icon name="back" /> {deskWords.goToQueues}
      </a>
      <Loaded resource={resource} skeletonRows={6}>
        {(dossier) => <Shown dossier={dossier} resource={resource} next={next} onActed={onActed} />}
      </Loaded>
    </div>
  );
}

interface ShownProps {
  dossier: Dossier;
  resource: Resource<Dossier>;
  next: Row | null;
  onActed: () => void;
}

function Shown({ dossier, resource, next, onActed }: ShownProps) {
  const [ownMarks, setMarks] = useKept<Marks | null>(`marks ${dossier.id}`, null);
  const marks = ownMarks ?? proposedMarks(dossier);
  const [action, setAction] = useKept<ActionName | null>(`form ${dossier.id}`, null);
  const [doneNow, setDoneNow] = useState<ActionName | null>(null);
  const heading = useFocusOnOpen(action !== null);
  useKeys({ print: () => open(receiptOf(dossier.id), '_blank', 'noopener') });

  const working = action !== null || Object.keys(ownMarks ?? {}).length > 0;
  useTask(working);

  const list = checklist(dossier.requirements as unknown as Requirement[], dossier.documents, dossier.case);
  const faulty = faultyPapers(list, marks);
  const lines = faultLines(faulty, { missing: deskWords.faultMissing, bad: deskWords.faultBad });
  const done = (after: Dossier, what: ActionName) => {
    resource.replace(after);
    setAction(null);
    if (what === 'request_supplement' || what === 'propose_supplement') setMarks(null);
    setDoneNow(what);
    onActed();
  };
  const asking = (['request_supplement', 'propose_supplement'] as const).find((name) => dossier.allowed_actions.includes(name));

  return (
    <article class="desk-dossier" aria-label={`${deskWords.dossier} ${numberOf(dossier)}`}>
      <div class="desk-top">
        <h2 ref={heading} tabIndex={-1} class="number">
          {numberOf(dossier)}
        </h2>
        <FactsCard dossier={dossier} />
      </div>
      <div class="desk-side">
        <ActionsCard
          dossier={dossier}
          reload={resource.reload}
          chosen={action}
          onChoose={(wanted) => {
            setDoneNow(null);
            setAction(wanted);
          }}
          doneNow={doneNow}
          next={next}
          onDone={done}
          faults={{
            text: lines.length > 0 ? deskWords.supplementText(lines) : '',
            requirements: faulty.map(({ requirement }) => requirement),
            asked: faulty.map(({ requirement, why }) => ({ requirement_id: requirement.id, reason: why || null })),
          }}
        />
        <HistoryCard timeline={dossier.timeline} />
      </div>
      <PapersCard
        dossier={dossier}
        list={list}
        marks={marks}
        onMark={setMarks}
        faults={faulty.length}
        ask={asking && { label: asking === 'request_supplement' ? deskWords.requestForFaults : deskWords.proposeForFaults, go: () => setAction(asking) }}
      />
    </article>
  );
}

/** Where the app was when the desk was loaded. */
const beganAt = location.pathname;
let hasBegun = false;

/**
 * A screen reader and the keys go on at the dossier that was opened; where the app begins, they begin by themselves.
 * A form that was left half written takes the focus: letters typed on must not be read as shortcuts.
 */
function useFocusOnOpen(isWriting: boolean) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isWriting && (hasBegun || location.pathname !== beganAt)) heading.current?.focus({ preventScroll: true });
    hasBegun = true;
  }, []);
  return heading;
}

export function numberOf(dossier: Pick<Dossier, 'code' | 'submission_number'>): string {
  return dossier.code ?? dossier.submission_number;
}
