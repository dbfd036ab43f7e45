/** What is kept on this phone, and erasing it; drafts only after a question, since nobody else has them. */
import { useEffect, useState } from 'preact/hooks';

import { Button } from '../patterns/Button.tsx';
import { Card, Fact, SummaryList } from '../patterns/Card.tsx';
import { Dialog } from '../patterns/Dialog.tsx';
import { Notice } from '../patterns/notices.tsx';
import { formatCount, formatSize } from '../words/format.ts';
import { words } from './words.ts';
import { eraseDrafts, erasePages, whatIsStored, type Stored } from './storedOnPhone.ts';

export function StorageCard() {
  const { settings, shell } = words;
  const [stored, setStored] = useState<Stored | null>(null);
  const [outcome, setOutcome] = useState<'erased' | 'eraseFailed' | null>(null);
  const [asking, setAsking] = useState(false);
  // A phone without storage keeps nothing: no card.
  const count = () => whatIsStored().then(setStored, () => setStored(null));
  useEffect(() => void count(), []);
  if (!stored) return null;

  const erase = async (work: () => Promise<void>) => {
    setAsking(false);
    setOutcome(await work().then(() => 'erased' as const, () => 'eraseFailed' as const));
    await count();
  };

  return (
    <Card title={settings.storage}>
      <div class="stack">
        <SummaryList>
          <Fact name={settings.drafts}>{formatCount(stored.drafts)}</Fact>
          <Fact name={settings.pages}>{formatCount(stored.pages)}</Fact>
          {stored.bytes !== undefined && <Fact name={settings.size}>{formatSize(stored.bytes)}</Fact>}
        </SummaryList>
        {outcome && (
          <Notice tone={outcome === 'erased' ? 'done' : 'fault'} live>
            <p>{settings[outcome]}</p>
          </Notice>
        )}
        <div class="buttons">
          <Button kind="plain" onClick={() => erase(erasePages)}>
            {settings.erasePages}
          </Button>
          {stored.drafts > 0 && (
            <Button kind="danger" icon="trash" onClick={() => setAsking(true)}>
              {settings.eraseDrafts}
            </Button>
          )}
        </div>
      </div>
      <Dialog title={settings.eraseDraftsTitle} open={asking} onClose={() => setAsking(false)}>
        <p>{settings.eraseDraftsText(stored.drafts)}</p>
        <div class="buttons">
          <Button kind="danger" icon="trash" onClick={() => erase(eraseDrafts)}>
            {settings.eraseForGood}
          </Button>
          <Button kind="plain" onClick={() => setAsking(false)}>
            {shell.cancel}
          </Button>
        </div>
      </Dialog>
    </Card>
  );
}
