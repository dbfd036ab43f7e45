/**
 * The last net: a page that throws (often an old app that meets a newer service) says so and offers the newest version.
 */
import { Component, type ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';

import { Button } from '../patterns/Button.tsx';
import { Empty } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { forgetSeen } from '../storage/lastSeen.ts';
import { words } from '../words/index.ts';
import { reloadNewest } from './updates.ts';

/** Else the page would fail over the same answer again; also one that was still under way when it failed. */
const forget = () => forgetSeen().catch(() => {});

export class CrashGuard extends Component<{ children: ComponentChildren }, { failed: boolean }> {
  override state = { failed: false };

  static override getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidCatch(error: unknown) {
    console.error(error);
    void forget();
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Page title={words.shell.crashTitle} titleHidden>
        <WhenLeft then={() => this.setState({ failed: false })} />
        <Empty icon="warning" title={words.shell.crashTitle}>
          <p>{words.shell.crashText}</p>
          <Button onClick={() => forget().then(reloadNewest)}>{words.shell.reload}</Button>
          {/* A target, so that the browser loads the page anew: the failed app would stay as it is. */}
          <a class="button button-plain" href="/" target="_top">
            {words.shell.goHome}
          </a>
        </Empty>
      </Page>
    );
  }
}

/** The bars go on working: another page may be well. */
function WhenLeft({ then }: { then: () => void }) {
  const { path } = useLocation();
  const [failedAt] = useState(path);
  useEffect(() => {
    if (path !== failedAt) then();
  }, [path]);
  return null;
}
