/** What the citizen was told, by dossier. Opening a message opens its dossier and marks what was said about it as read. */
import './inbox.css';

import { useEffect, useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../api/client.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import { isCitizen } from '../app/session.ts';
import { useResource } from '../app/useResource.ts';
import { Button } from '../patterns/Button.tsx';
import { Card, Folded, RowLink, Rows } from '../patterns/Card.tsx';
import { Empty, Loaded, ProblemNotice, SignInFirst } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { useDeviceState } from '../push/useDeviceState.ts';
import { formatRecent } from '../words/format.ts';
import { words } from './words.ts';
import { asRead, grouped, merged, type Group, type Message } from './grouping.ts';
import { markRead, unread } from './unread.ts';

type Inbox = Schemas['Inbox'];

const askFor = (cursor?: number) => ask(api.GET('/api/v1/notifications', { params: { query: cursor ? { cursor } : {} } }));

export default function InboxPage() {
  const { inbox } = words;
  return (
    <Page title={inbox.title}>
      {isCitizen.value ? <Messages /> : <SignInFirst why={inbox.signInFirst} />}
    </Page>
  );
}

function Messages() {
  const resource = useResource<Inbox>('inbox', () => askFor());
  const { data, loading, problem, replace } = resource;
  useEffect(() => {
    if (data && !loading && !problem) unread.value = data.unread;
  }, [data, loading, problem]);
  return <Loaded resource={resource}>{(first) => <Pages first={first} replace={replace} />}</Loaded>;
}

function Pages({ first, replace }: { first: Inbox; replace: (inbox: Inbox) => void }) {
  const { inbox } = words;
  const [known, setKnown] = useState<Message[]>([]);
  const [next, setNext] = useState<string | null>();
  const [busy, setBusy] = useState<'more' | 'read' | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const messages = merged(first.items, known);
  const cursor = next === undefined ? first.next : next;

  const act = async (what: 'more' | 'read', work: () => Promise<void>) => {
    setBusy(what);
    setProblem(null);
    await work().catch((thrown: unknown) => setProblem(asProblem(thrown)));
    setBusy(null);
  };
  const showAsRead = (ids: Set<number>) => {
    setKnown(asRead(known, ids));
    replace({ ...first, items: asRead(first.items, ids), unread: unread.value });
  };
  const more = () =>
    act('more', async () => {
      const page = await askFor(Number(cursor));
      setKnown(merged(page.items, messages));
      setNext(page.next);
    });
  const readAll = () =>
    act('read', async () => {
      await markRead();
      showAsRead(new Set(messages.map(({ id }) => id)));
    });
  const open = (group: Group) => {
    const ids = [...group.shown, ...group.earlier].filter(({ read }) => !read).map(({ id }) => id);
    // The page changes meanwhile; without a network the messages simply stay unread.
    if (ids.length > 0) void markRead(ids).then(() => showAsRead(new Set(ids)), () => {});
  };

  if (messages.length === 0) {
    return (
      <>
        <Empty icon="bell" title={inbox.emptyTitle}>
          <p>{inbox.emptyText}</p>
        </Empty>
        <TurnOnLink />
      </>
    );
  }
  return (
    <>
      <TurnOnLink />
      {unread.value > 0 && (
        <Button kind="plain" icon="check" onClick={readAll} busy={busy === 'read'}>
          {inbox.readAll}
        </Button>
      )}
      {problem && <ProblemNotice problem={problem} />}
      {grouped(messages).map((group) => (
        <GroupCard key={group.key} group={group} onOpen={() => open(group)} />
      ))}
      {cursor && (
        <Button kind="plain" onClick={more} busy={busy === 'more'}>
          {busy === 'more' ? inbox.loadingMore : words.shell.more}
        </Button>
      )}
    </>
  );
}

/** Quietly, for a device that could ring and does not. */
function TurnOnLink() {
  const [state] = useDeviceState();
  return state === 'off' ? (
    <div class="card card-row">
      <RowLink href="/cai-dat" icon="bell" title={words.push.turnOn}>
        {words.push.off}
      </RowLink>
    </div>
  ) : null;
}

function GroupCard({ group, onOpen }: { group: Group; onOpen: () => void }) {
  const { inbox } = words;
  const { procedureName, number, shown, earlier, key } = group;
  const title = procedureName ?? (key === 'app' ? inbox.ofTheApp : inbox.aDossier);
  return (
    <Card
      title={
        <span class="clamp" lang={procedureName ? 'vi' : undefined}>
          {title}
        </span>
      }
    >
      <div>
        {number && <p class="hint number">{number}</p>}
        <MessageRows messages={shown} onOpen={onOpen} />
        {earlier.length > 0 && (
          <Folded title={inbox.earlier(earlier.length)}>
            <MessageRows messages={earlier} onOpen={onOpen} />
          </Folded>
        )}
      </div>
    </Card>
  );
}

function MessageRows({ messages, onOpen }: { messages: readonly Message[]; onOpen: () => void }) {
  return (
    <Rows>
      {messages.map(({ id, link, title, body, created_at: at, read }) => (
        <li key={id}>
          <a class={read ? 'row message message-read' : 'row message'} href={link} onClick={onOpen}>
            <span class="message-dot" />
            <span class="row-words">
              <span class="row-title">
                {!read && <span class="visually-hidden">{words.inbox.unread} </span>}
                {title}
              </span>
              <span>{body}</span>
              <span class="row-facts">{formatRecent(at)}</span>
            </span>
          </a>
        </li>
      ))}
    </Rows>
  );
}
