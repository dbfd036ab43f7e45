/** Which office serves a commune; where there is none, those of its province. */
import { api, ask } from '../api/client.ts';
import { useResource } from '../app/useResource.ts';
import { Button, ButtonLink } from '../patterns/Button.tsx';
import { Card, Rows } from '../patterns/Card.tsx';
import { Loaded, Notice } from '../patterns/notices.tsx';
import type { KeptCommune, Office } from '../storage/myOffice.ts';
import { askOffices, communeToKeep } from './myCommune.ts';
import { EndedNotice, OfficeFacts } from './OfficeFacts.tsx';
import { officeOf, useAgency, type Agency, type Commune } from './offices.ts';
import { RowButton } from './RowButton.tsx';
import { StepHeading } from './StepHeading.tsx';
import { words } from './words.ts';

interface Choosing {
  action: string;
  onChoose: (office: Office) => void;
}

interface OfficesOfProps extends Choosing {
  commune: Commune;
  onOffice: (code: string) => void;
  /** Where a commune without an office may be chosen. */
  onCommune: ((commune: KeptCommune) => void) | undefined;
}

export function OfficesOf({ commune, onOffice, onCommune, ...choosing }: OfficesOfProps) {
  const offices = useResource(`offices of ${commune.code}`, () => askOffices(commune.code), { keep: 'public' });
  const takeCommune = onCommune && (() => onCommune(communeToKeep(commune)));
  return (
    <>
      <StepHeading>{words.places.officesOf(commune.full_name)}</StepHeading>
      <Loaded resource={offices}>
        {({ items: [first, ...more] }) => {
          if (!first) return <NoOffice commune={commune} action={choosing.action} onOffice={onOffice} onTake={takeCommune} />;
          if (more.length === 0) return <OfficeToChoose code={first.code} {...choosing} />;
          return <OfficeRows offices={[first, ...more]} onOffice={onOffice} />;
        }}
      </Loaded>
    </>
  );
}

interface NoOfficeProps {
  commune: Commune;
  action: string;
  onOffice: (code: string) => void;
  onTake: (() => void) | undefined;
}

function NoOffice({ commune, action, onOffice, onTake }: NoOfficeProps) {
  const { noOffice, noOfficeText, keepCommuneText, inProvince, noneInProvince, hotline } = words.places;
  const { province, province_name: name } = commune;
  const query = { province, limit: 20 };
  const offices = useResource(`offices ${province} `, () => ask(api.GET('/api/v1/agencies', { params: { query } })), { keep: 'public' });
  return (
    <>
      <Notice tone="waiting">
        <p>{noOffice(commune.full_name)}</p>
        <p>{noOfficeText}</p>
        {onTake && <p>{keepCommuneText}</p>}
      </Notice>
      {onTake && (
        <Button icon="check" onClick={onTake}>
          {action}
        </Button>
      )}
      <Loaded resource={offices}>
        {({ items }) =>
          items.length > 0 ? (
            <section class="stack">
              <h3>{inProvince(name)}</h3>
              <OfficeRows offices={items} onOffice={onOffice} />
            </section>
          ) : (
            <p>{noneInProvince(name)}</p>
          )
        }
      </Loaded>
      <ButtonLink kind="plain" href="tel:18001096" icon="phone">
        {hotline}
      </ButtonLink>
    </>
  );
}

export function OfficeRows({ offices, onOffice }: { offices: readonly Agency[]; onOffice: (code: string) => void }) {
  return (
    <Card>
      <Rows>
        {offices.map(({ code, name, address }) => (
          <RowButton key={code} title={<span lang="vi">{name}</span>} onClick={() => onOffice(code)}>
            {address && <span lang="vi">{address}</span>}
          </RowButton>
        ))}
      </Rows>
    </Card>
  );
}

/** All about one office, and choosing it. */
export function OfficeToChoose({ code, action, onChoose }: Choosing & { code: string }) {
  const office = useAgency(code);
  return (
    <Loaded resource={office}>
      {(found) => (
        <>
          {!found.in_force && <EndedNotice office={found} onTake={onChoose} />}
          <Card title={<span lang="vi">{found.name}</span>}>
            <OfficeFacts office={found} />
          </Card>
          {found.in_force && (
            <Button icon="check" onClick={() => onChoose(officeOf(found))}>
              {action}
            </Button>
          )}
        </>
      )}
    </Loaded>
  );
}
