/**
 * Where a link to a file leads when the service refused it (api/dossiers/opened_files.py): mostly the access token had
 * run out, which is renewed here before the file is opened again. Else the page says in words what is wrong.
 */
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';

import { api, ask } from '../api/client.ts';
import { asProblem, problemOf, unanswered, type Problem } from '../api/problem.ts';
import { Button, ButtonLink } from '../patterns/Button.tsx';
import { Card } from '../patterns/Card.tsx';
import { Empty, ProblemNotice } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { ofTab } from '../storage/keyValue.ts';
import { language } from '../words/index.ts';
import { words } from './words.ts';

/** Nothing else is opened from an address that anybody can write. */
const FILES =
  /^\/api\/v1\/(desk\/)?(?:register\/\d{4}(?:\.xlsx|\/\d{1,2}\.pdf)|dossiers\/([0-9a-f-]{36})\/(receipt\.(?:pdf|json)|papers\/\w{1,20}\.pdf|forms\/\d{1,6}\.pdf|control-slip\.pdf|documents\/[0-9a-f-]{36}(\/original|\/screen)?))$/;
/** A file that is refused once more within this time is opened by hand only, or the two would go on for ever. */
const ONCE_WITHIN_MS = 15_000;

export default function OpenFilePage() {
  const { openFile } = words;
  const { query } = useLocation();
  const address = query['dia-chi'] ?? '';
  const known = FILES.exec(address);
  const [, desk, dossierId] = known ?? [];
  const dossiers = desk ? '/can-bo' : '/ho-so';
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(known !== null);

  const openIfWell = (byHand: boolean) =>
    void whatIsWrong(address).then((found) => {
      setProblem(found);
      setBusy(false);
      if (!found && (byHand || !wasJustOpened(address))) {
        ofTab.setItem(openedAt(address), String(Date.now()));
        location.replace(address);
      }
    });
  const again = () => {
    setBusy(true);
    openIfWell(true);
  };
  useEffect(() => {
    if (known) openIfWell(false);
  }, [address]);

  return (
    <Page title={openFile.title} back={dossierId ? `${dossiers}/${dossierId}` : dossiers} backLabel={dossierId ? openFile.toDossier : openFile.toQueues}>
      {problem?.needsSignIn ? (
        <Empty icon="person" title={problem.message}>
          <ButtonLink href={signInFor(dossiers)}>{words.shell.signIn}</ButtonLink>
        </Empty>
      ) : (
        <Card>
          {!known && <p>{openFile.addressWrong}</p>}
          {problem && <ProblemNotice problem={problem} onRetry={again} busy={busy} />}
          {known && !problem && (
            <>
              <p role="status">{busy ? openFile.opening : openFile.opened}</p>
              {!busy && (
                <Button kind="plain" icon="file" onClick={again}>
                  {openFile.again}
                </Button>
              )}
            </>
          )}
        </Card>
      )}
    </Page>
  );
}

/** Any request of our own renews the session; then the service is asked for the file, and its bytes left to the browser. */
async function whatIsWrong(address: string): Promise<Problem | null> {
  try {
    await ask(api.GET('/api/v1/me'));
  } catch (thrown) {
    return asProblem(thrown);
  }
  const stop = new AbortController();
  try {
    const response = await fetch(address, { credentials: 'same-origin', headers: { 'Accept-Language': language }, signal: stop.signal });
    return response.ok ? null : await problemOf(response);
  } catch {
    return unanswered();
  } finally {
    stop.abort();
  }
}

/** Signing in leads back here, which opens the file. */
function signInFor(dossiers: string): string {
  const next = encodeURIComponent(location.pathname + location.search);
  return `/dang-nhap?${dossiers === '/can-bo' ? 'as=officer&' : ''}next=${next}`;
}

function openedAt(address: string): string {
  return `opened ${address}`;
}

function wasJustOpened(address: string): boolean {
  return Date.now() - Number(ofTab.getItem(openedAt(address)) ?? 0) < ONCE_WITHIN_MS;
}
