/** Where a draft begins: with a procedure, or with a dossier whose office asked for more papers. */
import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../api/client.ts';
import { isCitizen } from '../app/session.ts';
import { useResource, type Resource } from '../app/useResource.ts';
import { Button, ButtonLink } from '../patterns/Button.tsx';
import { Card, RowLink, Rows } from '../patterns/Card.tsx';
import { Loaded, Notice, SignInFirst, Skeleton } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { formatRecent } from '../words/format.ts';
import { words } from './words.ts';
import type { Draft } from './draft.ts';
import { addDraft, readDrafts } from './drafts.ts';
import { isSomebodyElses, signedInOwner } from './owners.ts';
import { draftOf, snapshotOf, whyNotHere } from './snapshot.ts';
import { StorageNotice } from './StepPage.tsx';
import { hrefOf } from './steps.ts';
import { storageSentence } from './useDraft.ts';

const published = (code: string) => ask(api.GET('/api/v1/procedures/{code}', { params: { path: { code } } }));

export function NewDraft({ code, chosenCase }: { code: string; chosenCase: string | null }) {
  const procedure = useResource(`procedure ${code}`, () => published(code), { keep: 'public' });
  return (
    <Page title={words.handin.title} back={`/thu-tuc/${encodeURIComponent(code)}`}>
      <Fresh resource={procedure}>
        {(found) => {
          const snapshot = snapshotOf(found);
          const reason = whyNotHere(found);
          if (reason) return <Impossible reason={words.handin[reason]} href={`/thu-tuc/${encodeURIComponent(code)}`} label={words.handin.toProcedure} />;
          const isSame = (draft: Draft) => draft.kind === 'dossier' && draft.procedure.code === code;
          const make = () => draftOf(snapshot, { case: found.cases.includes(chosenCase ?? '') ? chosenCase : null });
          return <Begin isSame={isSame} make={make} />;
        }}
      </Fresh>
    </Page>
  );
}

export function NewSupplement({ dossierId }: { dossierId: string }) {
  const { handin } = words;
  const dossier = useResource(isCitizen.value ? `supplement ${dossierId}` : null, async () => {
    const found = await ask(api.GET('/api/v1/dossiers/{dossier_id}', { params: { path: { dossier_id: dossierId } } }));
    return { found, snapshot: snapshotOf(await published(found.procedure_code)) };
  });
  return (
    <Page title={handin.supplementTitle} back={`/ho-so/${dossierId}`}>
      {!isCitizen.value ? (
        <SignInFirst />
      ) : (
        <Fresh resource={dossier}>
          {({ found, snapshot }) => {
            if (!found.allowed_actions.includes('supplement')) {
              return <Impossible reason={handin.noSupplement} href={`/ho-so/${dossierId}`} label={handin.toDossier} />;
            }
            const asked = [...found.timeline].reverse().find(({ action }) => action === 'request_supplement');
            const isSame = (draft: Draft) => draft.kind === 'supplement' && draft.dossierId === dossierId;
            return <Begin isSame={isSame} make={() => draftOf(snapshot, { kind: 'supplement', dossierId, case: found.case ?? null, request: asked?.note ?? '', asked: askedIn(asked) })} />;
          }}
        </Fresh>
      )}
    </Page>
  );
}

/** Papers that the request names, each with its reason. */
function askedIn(request: Schemas['TimelineEntry'] | undefined): NonNullable<Draft['asked']> {
  return (request?.requested_papers ?? []).map(({ requirement_id, name, reason }) => ({ paperId: requirement_id, name: name ?? '', reason: reason ?? '' }));
}

/** What was seen last counts only when the service cannot be asked: a draft would keep what is old. */
function Fresh<T>({ resource, children }: { resource: Resource<T>; children: (data: T) => ComponentChildren }) {
  return resource.loading ? <Skeleton /> : <Loaded resource={resource}>{children}</Loaded>;
}

/** Offers the unfinished drafts of the same kind; without any it makes a new one. */
function Begin({ isSame, make }: { isSame: (draft: Draft) => boolean; make: () => Draft }) {
  const { handin } = words;
  const { route } = useLocation();
  const [unfinished, setUnfinished] = useState<Draft[]>([]);
  const [fault, setFault] = useState('');
  const begun = useRef(false);

  const begin = async () => {
    if (begun.current) return;
    begun.current = true;
    try {
      const draft = { ...make(), owner: signedInOwner() };
      await addDraft(draft);
      route(hrefOf(draft), true);
    } catch (error) {
      begun.current = false;
      setFault(storageSentence(error));
    }
  };

  useEffect(() => {
    readDrafts().then(
      (drafts) => {
        const same = drafts.filter((draft) => draft.state !== 'handed_in' && !isSomebodyElses(draft) && isSame(draft));
        if (same.length === 0) void begin();
        else setUnfinished(same);
      },
      (error: unknown) => setFault(storageSentence(error)),
    );
  }, []);

  if (fault) return <StorageNotice sentence={fault} />;
  if (unfinished.length === 0) return <Skeleton />;
  return (
    <>
      <Card title={handin.unfinished}>
        <Rows>
          {unfinished.map((draft) => (
            <li key={draft.id}>
              <RowLink href={hrefOf(draft)} icon="file" title={handin.goOn}>
                {handin.unfinishedSince(formatRecent(draft.createdAt))} · {handin.states[draft.state]}
              </RowLink>
            </li>
          ))}
        </Rows>
      </Card>
      {unfinished[0]?.kind === 'dossier' && (
        <Button kind="plain" onClick={begin}>
          {handin.anew}
        </Button>
      )}
    </>
  );
}

function Impossible({ reason, href, label }: { reason: string; href: string; label: string }) {
  return (
    <>
      <Notice tone="soon">
        <p>{reason}</p>
      </Notice>
      <ButtonLink href={href}>{label}</ButtonLink>
    </>
  );
}
