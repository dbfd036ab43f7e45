/**
 * Where a link to a file leads when the service refused it (api/dossiers/opened_files.py): mostly the access token had
 * run out, which is renewed here before the file is opened again. Else the page says in words what is wrong.
 */
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';

import { api, ask } from '../api/client.ts';
import { asProblem, problemOf, unanswered, type Problem } from '../api/problem.ts';
import { Button } from '../patterns/Button.tsx';
import { Card } from '../patterns/Card.tsx';
import { ProblemNotice } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { ofTab } from '../storage/keyValue.ts';
import { language } from '../words/index.ts';
import { deskWords } from './words/index.ts';

/** Nothing else is opened from an address that anybody can write. */
const FILES = /^\/api\/v1\/desk\/dossiers\/([0-9a-f-]{36})\/(receipt\.pdf|documents\/[0-9a-f-]{36}(\/original)?)$/;
/** A file that is refused once more within this time is opened by hand only, or the two would go on for ever. */
const ONCE_WITHIN_MS = 15_000;

export function OpenFilePage() {
  const { query } = useLocation();
  const address = query['dia-chi'] ?? '';
  const dossierId = FILES.exec(address)?.[1];
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(dossierId !== undefined);

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
    if (dossierId) openIfWell(false);
  }, [address]);

  return (
    <Page title={deskWords.fileTitle} back={dossierId ? `/can-bo/${dossierId}` : '/can-bo'} backLabel={dossierId ? deskWords.backToDossier : deskWords.goToQueues}>
      <Card>
        {!dossierId && <p>{deskWords.fileAddressWrong}</p>}
        {problem && <ProblemNotice problem={problem} onRetry={again} busy={busy} />}
        {dossierId && !problem && (
          <>
            <p role="status">{busy ? deskWords.fileOpening : deskWords.fileOpened}</p>
            {!busy && (
              <Button kind="plain" icon="file" onClick={again}>
                {deskWords.fileOpenAgain}
              </Button>
            )}
          </>
        )}
      </Card>
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

function openedAt(address: string): string {
  return `opened ${address}`;
}

function wasJustOpened(address: string): boolean {
  return Date.now() - Number(ofTab.getItem(openedAt(address)) ?? 0) < ONCE_WITHIN_MS;
}
