/** Signing in: citizens by a code in a text message, officers by user name and password. */
import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';

import { homeOf } from '../app/Bars.tsx';
import { me, sessionExpired, signedIn, type Me } from '../app/session.ts';
import { Notice } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { words } from './words.ts';
import { CitizenSignIn } from './CitizenSignIn.tsx';
import { OfficerSignIn } from './OfficerSignIn.tsx';
import { safeNext } from './safeNext.ts';

export default function SignInPage({ whoAsked }: { whoAsked: Me | null }) {
  const { query, route } = useLocation();
  const [asOfficer, setAsOfficer] = useState(query.as === 'officer' || (query.next ?? '').startsWith('/can-bo'));
  const isGone = useRef(false); // this page stays until the next one is fetched, and knows its address by then
  const who = me.value;
  const { account } = words;

  const goOn = ({ role }: Me) => {
    if (!isGone.current) route(safeNext(query.next) ?? homeOf(role), true);
    isGone.current = true;
  };
  const done = (entered: Me) => {
    signedIn(entered);
    goOn(entered);
  };

  // The session of an earlier visit is only now confirmed, or somebody signs in in another tab.
  const hasCome = who !== null && who.id !== whoAsked?.id && (who.role !== 'citizen') === asOfficer;
  useEffect(() => {
    if (hasCome) goOn(who);
  }, [hasCome]);

  return (
    <Page title={asOfficer ? account.officerTitle : account.title}>
      {sessionExpired.value && !who && (
        <Notice tone="soon" live>
          <p>{account.expired}</p>
        </Notice>
      )}
      {asOfficer ? <OfficerSignIn onDone={done} /> : <CitizenSignIn onDone={done} />}
      <button type="button" class="button button-quiet" onClick={() => setAsOfficer(!asOfficer)}>
        {asOfficer ? account.citizenLink : account.officerLink}
      </button>
    </Page>
  );
}
