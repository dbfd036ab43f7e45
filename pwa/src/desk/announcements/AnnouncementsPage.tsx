/** The office's notices: drafts, what is shown, what is over; writing, publishing and withdrawing them. */
import { useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../../api/client.ts';
import { asProblem, type Problem } from '../../api/problem.ts';
import { useResource } from '../../app/useResource.ts';
import { Button } from '../../patterns/Button.tsx';
import { Card, Tag, type Tone } from '../../patterns/Card.tsx';
import { Empty, Loaded, Notice, ProblemNotice } from '../../patterns/notices.tsx';
import { Page } from '../../patterns/Page.tsx';
import { words } from '../../words/index.ts';
import { formatShortDate } from '../../words/format.ts';
import { catalogueLang, deskWords } from '../words/index.ts';
import { AnnouncementForm } from './AnnouncementForm.tsx';
import { draftOf, newNotice } from './notice.ts';

type Item = Schemas['DeskAnnouncement'];
type Act = 'publish' | 'withdraw';

const TONES: Record<string, Tone> = { draft: 'soon', planned: 'waiting', shown: 'done', over: 'waiting', withdrawn: 'waiting' };

export function AnnouncementsPage() {
  const { notices } = deskWords;
  const list = useResource('desk announcements', () => ask(api.GET('/api/v1/desk/announcements')), { keep: 'nothing' });
  const [writing, setWriting] = useState<number | 'new' | null>(null);
  const [said, setSaid] = useState('');
  const done = (sentence: string) => {
    setWriting(null);
    setSaid(sentence);
    scrollTo(0, 0);
    void list.reload();
  };
  const begin = (what: number | 'new') => {
    setSaid('');
    setWriting(what);
    scrollTo(0, 0);
  };
  return (
    <Page title={notices.title} back="/can-bo" backLabel={deskWords.goToQueues}>
      <p>{notices.intro}</p>
      <div role="status">{said && <Notice tone="done">{<p>{said}</p>}</Notice>}</div>
      <Loaded resource={list}>
        {({ items, may_write: mayWrite, areas }) => {
          const known = items.find(({ id }) => id === writing) ?? null;
          return (
            <div class="stack">
              {!mayWrite && (
                <Notice tone="waiting">
                  <p>{notices.onlyLeaders}</p>
                </Notice>
              )}
              {mayWrite && writing === null && (
                <Button icon="plus" onClick={() => begin('new')}>
                  {notices.write}
                </Button>
              )}
              {writing !== null && areas[0] && (
                <AnnouncementForm
                  key={writing}
                  initial={known ? draftOf(known) : newNotice(areas[0].code)}
                  known={known}
                  areas={areas}
                  reload={list.reload}
                  onClose={() => setWriting(null)}
                  onDone={() => done(notices.saved)}
                />
              )}
              {items.length === 0 && writing === null && <Empty icon="info" title={notices.emptyTitle} />}
              {items.map((item) => item.id !== writing && <ItemCard key={item.id} item={item} mayWrite={mayWrite} onChange={() => begin(item.id)} onDone={done} reload={list.reload} />)}
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}

interface ItemCardProps {
  item: Item;
  mayWrite: boolean;
  onChange: () => void;
  onDone: (sentence: string) => void;
  reload: () => Promise<void>;
}

function ItemCard({ item, mayWrite, onChange, onDone, reload }: ItemCardProps) {
  const { notices } = deskWords;
  const [sure, setSure] = useState<Act | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const isOpen = item.state === 'draft' || item.state === 'planned' || item.state === 'shown';

  const act = async (what: Act) => {
    setBusy(true);
    setProblem(null);
    const params = { path: { announcement_id: item.id } };
    try {
      if (what === 'publish') await ask(api.POST('/api/v1/desk/announcements/{announcement_id}/publish', { params, body: { version: item.version } }));
      else await ask(api.POST('/api/v1/desk/announcements/{announcement_id}/withdraw', { params }));
      onDone(what === 'publish' ? notices.published : notices.withdrawn);
    } catch (thrown) {
      const found = asProblem(thrown);
      if (found.code === 'changed_meanwhile') await reload();
      setProblem(found);
      setSure(null);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Card title={<span lang={catalogueLang()}>{item.title}</span>}>
      <div class="stack">
        <p>
          <Tag tone={TONES[item.state]!}>{notices.states[item.state]}</Tag>
        </p>
        <p class="words-of-others" lang={catalogueLang()}>
          {item.body}
        </p>
        <p class="hint">
          {notices.topics[item.topic]} · {item.area_name} · {formatShortDate(item.starts_on)}–{formatShortDate(item.ends_on)}
          {item.told > 0 && ` · ${notices.told(item.told)}`}
        </p>
        {problem && <ProblemNotice problem={problem} />}
        {mayWrite && isOpen && !sure && (
          <div class="buttons">
            {item.state === 'draft' && <Button onClick={() => setSure('publish')}>{notices.publish}</Button>}
            <Button kind="plain" onClick={onChange}>
              {notices.change}
            </Button>
            <Button kind="quiet" onClick={() => setSure('withdraw')}>
              {item.state === 'draft' ? notices.putAway : notices.withdraw}
            </Button>
          </div>
        )}
        {sure && (
          <div class="stack" role="group" aria-label={notices.sureLabel}>
            <p>{sure === 'publish' ? notices.surePublish(item.area_name) : notices.sureWithdraw}</p>
            <div class="buttons">
              <Button kind={sure === 'publish' ? 'main' : 'danger'} busy={busy} onClick={() => act(sure)}>
                {sure === 'publish' ? notices.publishNow : notices.withdrawNow}
              </Button>
              <Button kind="quiet" onClick={() => setSure(null)}>
                {words.shell.cancel}
              </Button>
            </div>
          </div>
        )}
      </div>
    </Card>
  );
}
