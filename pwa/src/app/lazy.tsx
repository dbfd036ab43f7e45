/** Pages that are fetched when they are opened; one that cannot be fetched says so (preact-iso's `lazy` would wait for ever). */
import type { ComponentType } from 'preact';
import { lazy as whenOpened } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';

import { Button } from '../patterns/Button.tsx';
import { Notice } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { words } from '../words/index.ts';
import { askAgain, network } from './network.ts';
import { reloadNewest } from './updates.ts';

export function lazy<Props>(load: () => Promise<{ default: ComponentType<Props> }>) {
  return whenOpened<ComponentType<Props>>(() => load().catch(notFetched));
}

/** The failure does not say whose fault it is: the network's, the server's, or a part's that is no more there. */
async function notFetched() {
  await askAgain();
  return { default: NotFetched };
}

/** Without a network: not kept on this phone yet. With one: a part of an older version, which the server has no more. */
function NotFetched() {
  const [offline] = useState(() => network.peek() !== 'online');
  const [busy, setBusy] = useState(false);
  const now = network.value;
  useEffect(() => {
    if (offline && now === 'online') location.reload();
  }, [offline, now]);
  const reload = () => {
    setBusy(true);
    return reloadNewest();
  };
  const title = offline ? words.shell.pageNotKept : words.shell.crashTitle;
  return (
    <Page title={title}>
      <Notice tone="fault" icon={offline ? 'offline' : 'warning'} live>
        <p>{offline ? words.shell.problemNotSeen : words.shell.crashText}</p>
        <Button kind="plain" onClick={reload} busy={busy}>
          {words.shell.reload}
        </Button>
      </Notice>
    </Page>
  );
}
