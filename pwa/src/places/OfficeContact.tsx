/** For an office's public page: how to reach it, and keeping it on this phone. */
import { useState } from 'preact/hooks';

import type { Resource } from '../app/useResource.ts';
import { Button } from '../patterns/Button.tsx';
import { Card } from '../patterns/Card.tsx';
import { Loaded } from '../patterns/notices.tsx';
import { keptOffice } from '../storage/myOffice.ts';
import { keepChosen } from './myCommune.ts';
import { OfficeFacts } from './OfficeFacts.tsx';
import { officeOf, type AgencyDetail } from './offices.ts';
import { words } from './words.ts';

export function OfficeContact({ office }: { office: Resource<AgencyDetail> }) {
  return (
    <Card>
      <Loaded resource={office}>
        {(found) => (
          <>
            <OfficeFacts office={found} />
            {found.in_force && <Keep office={found} />}
          </>
        )}
      </Loaded>
    </Card>
  );
}

function Keep({ office }: { office: AgencyDetail }) {
  const { kept, keep } = words.places;
  const [isKept, setKept] = useState(keptOffice()?.code === office.code);
  const take = () => {
    keepChosen(officeOf(office));
    setKept(true);
  };
  return isKept ? (
    <p role="status" class="quiet">
      {kept}
    </p>
  ) : (
    <Button kind="plain" onClick={take}>
      {keep}
    </Button>
  );
}
