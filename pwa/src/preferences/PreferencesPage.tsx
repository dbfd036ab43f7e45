/** What a citizen wants to hear, on which channel, and what happens at night. Every change is saved at once. */
import { useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../api/client.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import { isCitizen } from '../app/session.ts';
import { useResource } from '../app/useResource.ts';
import { Card } from '../patterns/Card.tsx';
import { Checkbox, Choices } from '../patterns/forms.tsx';
import { Loaded, ProblemNotice, SignInFirst } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { EmailCard } from './EmailCard.tsx';
import { words } from './words.ts';

type Preferences = Schemas['Preferences'];
type Change = Omit<Schemas['ChangePreferences'], 'text_version'>;
type PurposeName = keyof (typeof words)['preferences']['purposes'];
type ChannelName = keyof (typeof words)['preferences']['channels'];
type Channel = NonNullable<Change['choices']>[number]['channel'];
type Night = keyof (typeof words)['preferences']['nights'];

const NIGHTS: readonly Night[] = ['silent', 'hold', 'ring'];

export default function PreferencesPage() {
  const { preferences, settings } = words;
  return (
    <Page title={preferences.title} back="/cai-dat" backLabel={settings.title}>
      {isCitizen.value ? <Mine /> : <SignInFirst why={preferences.generic} />}
    </Page>
  );
}

function Mine() {
  const resource = useResource<Preferences>('preferences', () => ask(api.GET('/api/v1/me/preferences')));
  return <Loaded resource={resource}>{(mine) => <Switches mine={mine} replace={resource.replace} />}</Loaded>;
}

function Switches({ mine, replace }: { mine: Preferences; replace: (now: Preferences) => void }) {
  const { preferences } = words;
  const [problem, setProblem] = useState<Problem | null>(null);
  const [saved, setSaved] = useState(false);

  /** Shown as wished at once, and taken back when the service has not taken it. */
  const change = async (wished: Preferences, body: Change) => {
    setProblem(null);
    setSaved(false);
    replace(wished);
    try {
      replace(await ask(api.PUT('/api/v1/me/preferences', { body: { text_version: preferences.textVersion, ...body } })));
      setSaved(true);
    } catch (thrown) {
      replace(mine);
      setProblem(asProblem(thrown));
    }
  };

  return (
    <>
      <p>{preferences.consent}</p>
      <p class="hint">{preferences.generic}</p>
      <p class="visually-hidden" role="status">
        {saved && preferences.saved}
      </p>
      {problem && <ProblemNotice problem={problem} />}
      {inOrder(mine.purposes).map((purpose) => (
        <PurposeCard key={purpose.purpose} mine={mine} purpose={purpose} change={change} />
      ))}
      <Card title={preferences.night}>
        <Choices<Night>
          id="night"
          legend={preferences.night}
          legendHidden
          value={mine.night as Night}
          onChange={(night) => change({ ...mine, night }, { night })}
          choices={NIGHTS.map((night) => ({ value: night, label: preferences.nights[night][0], hint: preferences.nights[night][1] }))}
        />
      </Card>
      <EmailCard mine={mine} replace={replace} />
    </>
  );
}

/** What needs the citizen stands first. */
function inOrder(purposes: Preferences['purposes']): Preferences['purposes'] {
  const names = Object.keys(words.preferences.purposes);
  return [...purposes].sort((a, b) => names.indexOf(a.purpose) - names.indexOf(b.purpose));
}

interface PurposeCardProps {
  mine: Preferences;
  purpose: Preferences['purposes'][number];
  change: (wished: Preferences, body: Change) => Promise<void>;
}

function PurposeCard({ mine, purpose, change }: PurposeCardProps) {
  const { preferences } = words;
  const name = purpose.purpose as PurposeName;
  const { title, hint } = preferences.purposes[name];

  const choose = (channel: Channel, wanted: boolean, wished: PurposeCardProps['purpose']) =>
    change(
      { ...mine, purposes: mine.purposes.map((one) => (one.purpose === name ? wished : one)) },
      { choices: [{ purpose: name, channel, wanted }] },
    );
  const chooseChannel = (channel: ChannelName, wanted: boolean) =>
    choose(channel, wanted, { ...purpose, channels: purpose.channels.map((one) => (one.channel === channel ? { channel, wanted } : one)) });

  return (
    <Card title={title}>
      <fieldset class="field">
        <legend class="visually-hidden">{title}</legend>
        <p class="hint">{hint}</p>
        {purpose.channels.map(({ channel, wanted }) => (
          <Checkbox
            key={channel}
            id={`${name}-${channel}`}
            label={preferences.channels[channel as ChannelName]}
            hint={channel === 'email' && wanted && !mine.email ? preferences.email.needed : undefined}
            checked={wanted}
            onChange={(checked) => chooseChannel(channel as ChannelName, checked)}
          />
        ))}
        {mine.night !== 'ring' && (
          <Checkbox
            id={`${name}-urgent`}
            label={preferences.urgent}
            checked={purpose.rings_at_night}
            onChange={(checked) => choose('urgent', checked, { ...purpose, rings_at_night: checked })}
          />
        )}
      </fieldset>
    </Card>
  );
}
