/** A part of the app that is not on this phone yet and cannot be fetched now. */
import { Button, ButtonLink } from '../patterns/Button.tsx';
import { Empty } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { words } from '../words/index.ts';
import { network } from './network.ts';
import { reloadNewest } from './updates.ts';

export function NotLoadedPage() {
  const { notLoadedTitle, notLoadedText, crashText, retry, goHome } = words.shell;
  const away = network.value !== 'online' || !navigator.onLine;
  return (
    <Page title={notLoadedTitle} titleHidden>
      <Empty icon={away ? 'offline' : 'warning'} title={notLoadedTitle}>
        <p>{away ? notLoadedText : crashText}</p>
        <Button onClick={reloadNewest}>{retry}</Button>
        <ButtonLink kind="plain" href="/">
          {goHome}
        </ButtonLink>
      </Empty>
    </Page>
  );
}
