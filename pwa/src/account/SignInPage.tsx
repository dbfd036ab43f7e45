/** Signing in: citizens by a code in a text message, officers by user name and password. */
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';

import { homeOf } from '../app/Bars.tsx';
import { me, sessionExpired, signedIn, type Me } from '../app/session.ts';
import { Notice } from '../patterns/notices.tsx';
import { Page } from '../patterns/Page.tsx';
import { words } from './words.ts';
import { CitizenSignIn } from './CitizenSignIn.tsx';
import { OfficerSignIn } from './OfficerSignIn.tsx';
import { safeNext } from './safeNext.ts';

export default function SignInPage() {
  const { query, route } = useLocation();
  const [asOfficer, setAsOfficer] = useState(query.as === 'officer' || (query.next ?? '').startsWith('/can-bo'));
  const { account } = words;

  const done = (who: Me) => {
    signedIn(who);
    route(safeNext(query.next) ?? homeOf(who.role), true);
  };

  return (
    <Page title={asOfficer ? account.officerTitle : account.title}>
      {sessionExpired.value && !me.value && (
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
