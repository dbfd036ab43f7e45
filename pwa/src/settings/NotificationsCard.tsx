/** Notifications: this device, and the others of the same person. */
import { useEffect, useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../api/client.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import { useResource } from '../app/useResource.ts';
import { Button } from '../patterns/Button.tsx';
import { Card, RowLink } from '../patterns/Card.tsx';
import { Loaded, Notice, ProblemNotice } from '../patterns/notices.tsx';
import { PushHelp } from '../push/PushHelp.tsx';
import { currentEndpoint, turnOff, turnOn, type DeviceState } from '../push/subscription.ts';
import { testPush, type Tested } from '../push/testPush.ts';
import { useDeviceState } from '../push/useDeviceState.ts';
import { formatRecent } from '../words/format.ts';
import { words } from './words.ts';

type Device = Schemas['Device'];

export function NotificationsCard() {
  const { settings } = words;
  const [state, setState] = useDeviceState();
  const [here, setHere] = useState<string>();
  const devices = useResource('devices', () => ask(api.GET('/api/v1/push/subscriptions')), { keep: 'nothing' });
  useEffect(() => void currentEndpoint().then(setHere), [state]);

  const changed = (now: DeviceState) => {
    setState(now);
    void devices.reload();
  };

  return (
    <Card title={settings.notifications}>
      <div class="stack">
        {state && <ThisDevice state={state} onChange={changed} />}
        <RowLink href="/cai-dat/nhan-tin" icon="gear" title={settings.whatToHear}>
          {settings.whatToHearHint}
        </RowLink>
        <h3>{settings.devices}</h3>
        <Loaded resource={devices} skeletonRows={1}>
          {({ items }) => <Devices items={items} here={here} onChange={devices.reload} />}
        </Loaded>
      </div>
    </Card>
  );
}

/** One action at a time: busy while it runs, its problem when it failed. */
function useAction() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const act = async (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    await work().catch((thrown: unknown) => setProblem(asProblem(thrown)));
    setBusy(false);
  };
  return { busy, problem, act };
}

function ThisDevice({ state, onChange }: { state: DeviceState; onChange: (state: DeviceState) => void }) {
  const { push } = words;
  const { busy, problem, act } = useAction();
  const isOn = state === 'on';
  return (
    <>
      {(isOn || state === 'off') && (
        <Notice tone={isOn ? 'done' : 'waiting'} icon="bell" live>
          <p>{push[state]}</p>
          {!isOn && <p class="hint">{push.lockScreen}</p>}
        </Notice>
      )}
      <PushHelp state={state} live />
      {problem && <ProblemNotice problem={problem} />}
      {isOn && (
        <Button kind="plain" busy={busy} onClick={() => act(async () => onChange(await turnOff()))}>
          {busy ? push.turningOff : push.turnOff}
        </Button>
      )}
      {(state === 'off' || state === 'failed') && (
        <Button icon="bell" busy={busy} onClick={() => act(async () => onChange(await turnOn()))}>
          {busy ? push.turningOn : push.turnOn}
        </Button>
      )}
    </>
  );
}

/** Arrived, or what to do. */
function TestResult({ tested: { verdict, devices } }: { tested: Tested }) {
  const { push } = words;
  const said = push.tested[verdict];
  return (
    <Notice tone={verdict === 'arrived' ? 'done' : verdict === 'elsewhere' ? 'waiting' : 'soon'} icon="bell" title={said.title(devices)} live>
      <ul class="plain-list">
        {said.todo.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
    </Notice>
  );
}

interface DevicesProps {
  items: readonly Device[];
  here: string | undefined;
  onChange: () => Promise<void>;
}

function Devices({ items, here, onChange }: DevicesProps) {
  const { settings } = words;
  const [tested, setTested] = useState<Tested | null>(null);
  const { busy, problem, act } = useAction();
  // A test may find that this was the last one.
  if (items.length === 0) return tested ? <TestResult tested={tested} /> : <p class="quiet">{settings.noDevices}</p>;

  const test = () =>
    act(async () => {
      setTested(null);
      setTested(await testPush(here));
      await onChange();
    });
  const remove = ({ endpoint }: Device) =>
    act(async () => {
      await ask(api.DELETE('/api/v1/push/subscriptions', { body: { endpoint } }));
      await onChange();
    });

  return (
    <>
      <ul class="rows">
        {items.map((device) => (
          <li key={device.id} class="row">
            <span class="row-words">
              <span class="row-title">
                {device.device_name || settings.someDevice} {device.endpoint === here && settings.thisDevice}
              </span>
              <span class="row-facts">
                {device.last_delivered_at ? settings.lastDelivered(formatRecent(device.last_delivered_at)) : settings.neverDelivered}
              </span>
            </span>
            {device.endpoint !== here && (
              <Button kind="quiet" onClick={() => remove(device)}>
                {settings.remove}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {problem && <ProblemNotice problem={problem} />}
      {tested && <TestResult tested={tested} />}
      <Button kind="plain" icon="send" onClick={test} busy={busy}>
        {busy ? settings.testing : settings.test}
      </Button>
    </>
  );
}
