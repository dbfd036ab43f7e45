import { ButtonLink } from '../patterns/Button.tsx';
import { Empty } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { words } from '../words/index.ts';

export function NotFoundPage() {
  return (
    <Page title={words.shell.notFoundTitle} titleHidden>
      <Empty icon="search" title={words.shell.notFoundTitle}>
        <p>{words.shell.notFoundText}</p>
        <ButtonLink href="/">{words.shell.goHome}</ButtonLink>
      </Empty>
    </Page>
  );
}
