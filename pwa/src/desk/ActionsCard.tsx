/** What this officer can do with the dossier now: a list of buttons, or the form of the chosen one. */
import { useEffect, useRef } from 'preact/hooks';

import { ButtonLink, Button } from '../patterns/Button.tsx';
import { Card } from '../patterns/Card.tsx';
import { Notice } from '../patterns/notices.tsx';
import { ActionForm } from './ActionForm.tsx';
import { GRAVE, inOrder, mainAction, type ActionName, type Dossier } from './actions.ts';
import { receiptOf } from './addresses.ts';
import { useKeys } from './keys.ts';
import type { Requirement } from './marks.ts';
import type { Row } from './queues.ts';
import { deskWords } from './words/index.ts';

export interface Faults {
  /** The request that names every fault, ready to be sent; '' without faults. */
  text: string;
  requirements: Requirement[];
  /** The same as the service is asked, each with its reason. */
  asked: { requirement_id: string; reason: string | null }[];
}

interface ActionsCardProps {
  dossier: Dossier;
  reload: () => Promise<void>;
  chosen: ActionName | null;
  onChoose: (action: ActionName | null) => void;
  /** What was done a moment ago. */
  doneNow: ActionName | null;
  next: Row | null;
  onDone: (after: Dossier, action: ActionName) => void;
  faults: Faults;
}

export function ActionsCard(props: ActionsCardProps) {
  const { dossier, chosen, onChoose, doneNow } = props;
  const buttons = useRef<HTMLDivElement>(null);
  const actions = inOrder(dossier) as ActionName[];
  const main = mainAction(dossier);
  const closed = useRef(false);
  useKeys({
    act: () => (chosen ? focusFirst(document.getElementById('desk-form')) : focusFirst(buttons.current)),
    choose: (digit) => {
      const wanted = actions[digit - 1];
      if (!chosen && wanted) onChoose(wanted);
    },
  });
  useEffect(() => {
    if (!chosen && closed.current && !doneNow) focusFirst(buttons.current);
    closed.current = chosen !== null;
  }, [chosen]);

  return (
    <Card title={deskWords.actions}>
      {doneNow && !chosen && <Done dossier={dossier} action={doneNow} next={props.next} />}
      {chosen ? (
        <ActionForm key={chosen} {...props} action={chosen} onClose={() => onChoose(null)} />
      ) : (
        <div class="stack" ref={buttons} tabIndex={-1}>
          {actions.length === 0 && <p class="quiet">{[3, 7, 8, 10].includes(dossier.status) ? deskWords.ended : deskWords.noActions}</p>}
          {actions.map((action, index) => (
            <Button key={action} kind={GRAVE.includes(action) ? 'danger' : action === main ? 'main' : 'plain'} onClick={() => onChoose(action)}>
              {deskWords.actionNames[action]} {index < 9 && <kbd aria-hidden="true">{index + 1}</kbd>}
            </Button>
          ))}
        </div>
      )}
    </Card>
  );
}

/** After an action: said aloud, and the next dossier is one Enter away. */
function Done({ dossier, action, next }: { dossier: Dossier; action: ActionName; next: Row | null }) {
  const links = useRef<HTMLDivElement>(null);
  useEffect(() => focusFirst(links.current), []);
  return (
    <Notice tone="done" live>
      <p>{deskWords.done(deskWords.actionNames[action]!)}</p>
      <div class="buttons" ref={links} tabIndex={-1}>
        {action === 'receive' && (
          <ButtonLink href={receiptOf(dossier.id)} icon="file" newTab>
            {deskWords.printReceipt}
          </ButtonLink>
        )}
        {next ? (
          <ButtonLink kind="plain" icon="next" href={`/can-bo/${next.id}`}>
            {deskWords.nextDossier} <kbd aria-hidden="true">t</kbd>
          </ButtonLink>
        ) : (
          <p class="quiet">{deskWords.noNextDossier}</p>
        )}
      </div>
    </Notice>
  );
}

function focusFirst(within: HTMLElement | null): void {
  (within?.querySelector<HTMLElement>('input, textarea, select, button, a') ?? within)?.focus();
}
