/** Settings of this phone and of whoever is signed in on it. Nothing here needs a network to be seen. */
import { useState } from 'preact/hooks';

import { asProblem, type Problem } from '../api/problem.ts';
import { bigType, setBigType } from '../app/appearance.ts';
import { isCitizen, me, signOut } from '../app/session.ts';
import { Button, ButtonLink } from '../patterns/Button.tsx';
import { Card, Fact, RowLink, SummaryList } from '../patterns/Card.tsx';
import { Checkbox, Choices } from '../patterns/forms.tsx';
import { Notice, ProblemNotice } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { PushHelp } from '../push/PushHelp.tsx';
import { forgetSubscription, isStandalone, support } from '../push/subscription.ts';
import { keptPlace } from '../storage/myOffice.ts';
import { changeLanguage, language, words, type Language } from '../words/index.ts';
import { install, installOffer } from './install.ts';
import { NotificationsCard } from './NotificationsCard.tsx';
import { StorageCard } from './StorageCard.tsx';

export default function SettingsPage() {
  return (
    <Page title={words.settings.title}>
      <Account />
      <OfficeCard />
      <Display />
      {isCitizen.value && <NotificationsCard />}
      <InstallCard />
      <StorageCard />
      <About />
    </Page>
  );
}

function Account() {
  const { account, settings, shell } = words;
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [left, setLeft] = useState(false);
  const who = me.value;

  const leave = async () => {
    setBusy(true);
    setProblem(null);
    try {
      // While the service still knows who we are.
      if (isCitizen.value) await forgetSubscription();
      await signOut();
      setLeft(true);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
    setBusy(false);
  };

  if (!who) {
    return (
      <Card title={settings.account}>
        <div class="stack">
          {left ? (
            <Notice tone="done" live>
              <p>{settings.signedOutNow}</p>
            </Notice>
          ) : (
            <p>{settings.signedOut}</p>
          )}
          <div class="buttons">
            <ButtonLink icon="person" href="/dang-nhap?next=/cai-dat">
              {shell.signIn}
            </ButtonLink>
          </div>
        </div>
      </Card>
    );
  }
  return (
    <Card title={settings.account}>
      <div class="stack">
        <p>{account.signedInAs(who.full_name ?? who.phone ?? who.username ?? '')}</p>
        <p class="hint">{account.signOutHint}</p>
        {problem && <ProblemNotice problem={problem} />}
        {problem?.unanswered && <p>{settings.signOutNeedsNetwork}</p>}
        {isCitizen.value && <RowLink href="/giay-to" icon="folder" title={settings.papers} />}
        <div class="buttons">
          <Button kind="plain" onClick={leave} busy={busy}>
            {busy ? settings.signingOut : account.signOut}
          </Button>
        </div>
      </div>
    </Card>
  );
}

/** Read at each drawing: signing out forgets it. */
function OfficeCard() {
  const { office: title, officeNone, officeChoose, officeChange } = words.settings;
  void me.value;
  const place = keptPlace();
  return (
    <Card title={title}>
      <div class="stack">
        {place ? <p lang="vi">{place.name}</p> : <p>{officeNone}</p>}
        <div class="buttons">
          <ButtonLink kind="plain" href="/noi-lam-thu-tuc">
            {place ? officeChange : officeChoose}
          </ButtonLink>
        </div>
      </div>
    </Card>
  );
}

function Display() {
  const { settings } = words;
  const [big, setBig] = useState(bigType());
  return (
    <Card title={settings.display}>
      <div class="stack">
        <Checkbox
          id="big-type"
          label={settings.bigType}
          checked={big}
          onChange={(checked) => {
            setBigType(checked);
            setBig(checked);
          }}
        />
        <Choices<Language>
          id="language"
          legend={settings.language}
          choices={[
            { value: 'vi', label: <span lang="vi">Tiếng Việt</span> },
            { value: 'en', label: <span lang="en">English</span> },
          ]}
          value={language}
          onChange={changeLanguage}
        />
      </div>
    </Card>
  );
}

/** The browser's own offer, where there is one. On iOS a citizen is told how under notifications. */
function InstallCard() {
  const { settings } = words;
  if (isStandalone()) return null;
  if (!installOffer.value) return isCitizen.value ? null : <InstallOnIos />;
  return (
    <Card title={settings.install}>
      <div class="stack">
        <p>{settings.installWhy}</p>
        <div class="buttons">
          <Button kind="plain" icon="download" onClick={install}>
            {settings.install}
          </Button>
        </div>
      </div>
    </Card>
  );
}

function InstallOnIos() {
  return support() === 'ios' ? <PushHelp state="ios" /> : null;
}

function About() {
  const { settings } = words;
  return (
    <Card title={settings.about}>
      <SummaryList>
        <Fact name={settings.version}>{buildName()}</Fact>
      </SummaryList>
      <p class="hint">{settings.licence}</p>
      <RowLink href="/mau" title={settings.patterns} />
      {!me.value && <RowLink href="/dang-nhap?as=officer" icon="briefcase" title={settings.officerSignIn} />}
    </Card>
  );
}

/** The hash in the name of the app's main file: it says exactly which build is running. */
function buildName(): string {
  const main = document.querySelector<HTMLScriptElement>('script[src*="/app-"]');
  return /\/app-([\w-]+)\.js$/.exec(main?.src ?? '')?.[1] ?? '–';
}
