/** Sheets for the wall: find a procedure, print its sheet or those of its field. */
import { useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../../api/client.ts';
import { useResource } from '../../app/useResource.ts';
import { ButtonLink } from '../../patterns/Button.tsx';
import { Card } from '../../patterns/Card.tsx';
import { ProcedurePicker } from '../walkin/ProcedurePicker.tsx';
import { catalogueLang, deskWords } from '../words/index.ts';

export function PrintSheets({ agencyCode }: { agencyCode: string }) {
  const { local, otherProcedure } = deskWords;
  const [chosen, setChosen] = useState<Schemas['ProcedureItem'] | null>(null);
  return (
    <Card title={local.sheets}>
      <div class="stack">
        <p class="hint">{local.sheetsText}</p>
        {chosen ? (
          <>
            <p class="row-title" lang={catalogueLang()}>
              {chosen.name}
            </p>
            <Links item={chosen} agencyCode={agencyCode} />
            <button type="button" class="link-button" onClick={() => setChosen(null)}>
              {otherProcedure}
            </button>
          </>
        ) : (
          <ProcedurePicker id="sheet-procedure" onChoose={(_, item) => setChosen(item)} error={undefined} />
        )}
        <ButtonLink kind="plain" icon="search" href={`/kiosk/${encodeURIComponent(agencyCode)}`}>
          {local.kiosk}
        </ButtonLink>
      </div>
    </Card>
  );
}

function Links({ item: { code, field, level }, agencyCode }: { item: Schemas['ProcedureItem']; agencyCode: string }) {
  const { local } = deskWords;
  const asked = { field, agency: agencyCode, ...(level ? { level } : {}) };
  const found = useResource(`desk sheets ${field} ${level}`, () => ask(api.GET('/api/v1/procedures/sheets', { params: { query: asked } })), {
    keep: 'nothing',
  });
  const parts = found.data?.parts ?? 0;
  return (
    <div class="buttons">
      <ButtonLink icon="file" href={`/api/v1/procedures/${encodeURIComponent(code)}/sheet.pdf?agency=${encodeURIComponent(agencyCode)}`} newTab>
        {local.sheetOf}
      </ButtonLink>
      {Array.from({ length: parts }, (_, place) => {
        const query = new URLSearchParams({ ...asked, part: String(place + 1) });
        return (
          <ButtonLink key={place} kind="plain" icon="file" href={`/api/v1/procedures/sheets.pdf?${query}`} newTab>
            <span lang={catalogueLang()}>{local.sheetsOf(field)}</span>
            {parts > 1 && `, ${local.part(place + 1, parts)}`}
          </ButtonLink>
        );
      })}
    </div>
  );
}
