import { ButtonLink } from '../patterns/Button.tsx';
import { Empty } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { words } from './words.ts';

/** Somebody else's dossier and one that never was look the same. */
export function NotMine() {
  const { dossiers } = words;
  return (
    <Page title={dossiers.notFoundTitle} titleHidden>
      <Empty icon="folder" title={dossiers.notFoundTitle}>
        <p>{dossiers.notFoundText}</p>
        <ButtonLink href="/ho-so">{dossiers.myDossiers}</ButtonLink>
        <ButtonLink kind="plain" href="/theo-doi">
          {dossiers.trackByCode}
        </ButtonLink>
      </Empty>
    </Page>
  );
}
