/** Taking a dossier at the counter: procedure, person, papers, and the receipt is ready to print. */
import { useState } from 'preact/hooks';

import { me } from '../../app/session.ts';
import { ButtonLink, Button } from '../../patterns/Button.tsx';
import { Card, Fact, SummaryList } from '../../patterns/Card.tsx';
import { Notice } from '../../patterns/notices.tsx';
import { Page } from '../../patterns/Page.tsx';
import { formatDate } from '../../words/format.ts';
import type { Dossier } from '../actions.ts';
import { receiptOf } from '../addresses.ts';
import { useKept } from '../kept.ts';
import { useKeys } from '../keys.ts';
import { catalogueLang, deskWords } from '../words/index.ts';
import { WalkInForm } from './WalkInForm.tsx';
import { emptyWalkIn, type WalkInDraft } from './walkIn.ts';

export function WalkInPage() {
  const [taken, setTaken] = useState<Dossier | null>(null);
  const [kept, keep] = useKept<WalkInDraft | null>('walk-in', null);
  const [fresh, setFresh] = useState(() => emptyWalkIn(crypto.randomUUID()));
  const startOver = () => {
    keep(null);
    setFresh(emptyWalkIn(crypto.randomUUID()));
    setTaken(null);
  };
  useKeys(taken ? { walkIn: startOver } : {});

  return (
    <Page title={deskWords.walkIn} back="/can-bo" backLabel={deskWords.goToQueues}>
      {me.value?.role !== 'reception' ? (
        <Notice tone="waiting">
          <p>{deskWords.onlyReception}</p>
        </Notice>
      ) : taken ? (
        <Taken dossier={taken} onAnother={startOver} />
      ) : (
        <WalkInForm
          key={(kept ?? fresh).id}
          draft={kept ?? fresh}
          touched={kept !== null}
          onChange={keep}
          onStartOver={startOver}
          onTaken={(dossier) => {
            keep(null);
            setTaken(dossier);
          }}
        />
      )}
    </Page>
  );
}

function Taken({ dossier, onAnother }: { dossier: Dossier; onAnother: () => void }) {
  // The receipt is the next thing to do, so Enter prints it.
  const focusPrint = (box: HTMLDivElement | null) => box?.querySelector('a')?.focus();
  return (
    <Card tone="done">
      <Notice tone="done" title={deskWords.takenTitle} live>
        <p>{deskWords.takenNext}</p>
      </Notice>
      <p class="desk-code number">{dossier.code}</p>
      <SummaryList>
        <Fact name={deskWords.procedure}>
          <span lang={catalogueLang()}>{dossier.procedure_name}</span>
        </Fact>
        <Fact name={deskWords.applicant}>{dossier.applicant.full_name}</Fact>
        <Fact name={deskWords.due}>{dossier.due_on ? formatDate(dossier.due_on) : deskWords.noDueDate}</Fact>
      </SummaryList>
      <div class="buttons" ref={focusPrint}>
        <ButtonLink href={receiptOf(dossier.id)} icon="file" newTab>
          {deskWords.printReceipt}
        </ButtonLink>
        <Button kind="plain" icon="plus" onClick={onAnother}>
          {deskWords.another} <kbd aria-hidden="true">n</kbd>
        </Button>
        <ButtonLink kind="quiet" href={`/can-bo/${dossier.id}`}>
          {deskWords.openTaken}
        </ButtonLink>
      </div>
    </Card>
  );
}
