import { useEffect, useRef } from 'preact/hooks';

import { api, ask } from '../../api/client.ts';
import { useTask } from '../../app/updates.ts';
import { useResource } from '../../app/useResource.ts';
import { Button, ButtonLink } from '../../patterns/Button.tsx';
import { Card } from '../../patterns/Card.tsx';
import { ErrorSummary, Field } from '../../patterns/forms.tsx';
import { Loaded, ProblemNotice } from '../../patterns/notices.tsx';
import type { Dossier } from '../actions.ts';
import { useSubmit } from '../useSubmit.ts';
import { catalogueLang, deskWords } from '../words/index.ts';
import { ProcedurePart } from './ProcedurePart.tsx';
import { ProcedurePicker } from './ProcedurePicker.tsx';
import { limitOf, walkInBody, walkInFaults, type Procedure, type WalkInDraft } from './walkIn.ts';

interface WalkInFormProps {
  draft: WalkInDraft;
  touched: boolean;
  onChange: (draft: WalkInDraft) => void;
  onStartOver: () => void;
  onTaken: (dossier: Dossier) => void;
}

export function WalkInForm({ draft, touched, onChange, onStartOver, onTaken }: WalkInFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const code = draft.procedureCode;
  const procedure = useResource(code ? `desk procedure ${code}` : null, () => ask(api.GET('/api/v1/procedures/{code}', { params: { path: { code } } })), {
    keep: 'nothing',
  });

  useTask(touched);
  // Typing goes on where it makes sense: the search first, then the name. A moment later than the page's own heading.
  useEffect(() => {
    const timer = setTimeout(() => document.getElementById(code ? 'walkin-fullName' : 'walkin-procedure')?.focus());
    return () => clearTimeout(timer);
  }, [code]);

  const put = (changed: Partial<WalkInDraft>) => onChange({ ...draft, ...changed });
  const limit = procedure.data ? limitOf(procedure.data, draft.chosenCase) : null;
  const wrong = walkInFaults(draft, limit);
  const { tries, busy, problem, submit } = useSubmit({
    ready: Object.keys(wrong).length === 0 && procedure.data !== undefined,
    send: async () => {
      const body = walkInBody(draft, limit, takenSentence(procedure.data!, draft));
      onTaken(await ask(api.POST('/api/v1/desk/dossiers', { body })));
    },
  });
  const errors: Record<string, string> = {};
  if (tries > 0) for (const [field, fault] of Object.entries(wrong)) errors[`walkin-${field}`] = deskWords[fault];
  const dateRefused = problem?.code.startsWith('due_date') ?? false;
  if (problem && dateRefused) errors['walkin-dueOn'] = problem.message;

  const keyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.current?.requestSubmit();
    }
  };

  return (
    <form class="stack" ref={form} onSubmit={submit} onKeyDown={keyDown} noValidate>
      <ErrorSummary errors={errors} sent={tries} />
      <Card>
        {code ? (
          <Chosen name={procedure.data?.name} code={code} onOther={() => put({ procedureCode: '', chosenCase: null, papers: [] })} />
        ) : (
          <ProcedurePicker onChoose={(chosen) => put({ procedureCode: chosen })} error={errors['walkin-procedure']} />
        )}
      </Card>
      {code && (
        <>
          <ApplicantPart draft={draft} put={put} errors={errors} />
          <Loaded resource={procedure}>{(found) => <ProcedurePart procedure={found} limit={limit} draft={draft} put={put} errors={errors} />}</Loaded>
        </>
      )}
      {problem && !dateRefused && <ProblemNotice problem={problem} />}
      {problem?.code === 'handed_in_differently' && (
        <ButtonLink kind="plain" href={`/can-bo/${draft.id}`}>
          {deskWords.openTaken}
        </ButtonLink>
      )}
      {code && (
        <div class="buttons">
          <Button type="submit" busy={busy}>
            {busy ? deskWords.taking : deskWords.take}
          </Button>
          <Button kind="quiet" onClick={onStartOver}>
            {deskWords.startOver}
          </Button>
        </div>
      )}
    </form>
  );
}

function takenSentence({ requirements }: Procedure, { papers }: WalkInDraft): string {
  const names = requirements.filter(({ id }) => papers.includes(id)).map(({ name }) => name);
  return names.length > 0 ? deskWords.papersTakenNote(names) : '';
}

function Chosen({ name, code, onOther }: { name: string | undefined; code: string; onOther: () => void }) {
  return (
    <>
      <p class="row-facts">
        {deskWords.findProcedure} · <span class="number">{code}</span>
      </p>
      <p class="row-title" lang={catalogueLang()}>
        {name ?? code}
      </p>
      <button type="button" class="link-button" onClick={onOther}>
        {deskWords.otherProcedure}
      </button>
    </>
  );
}

interface ApplicantPartProps {
  draft: WalkInDraft;
  put: (changed: Partial<WalkInDraft>) => void;
  errors: Record<string, string>;
}

function ApplicantPart({ draft, put, errors }: ApplicantPartProps) {
  return (
    <Card title={deskWords.applicant}>
      <div class="stack">
        <Field id="walkin-fullName" label={deskWords.fullName} maxLength={200} value={draft.fullName} onInput={(fullName) => put({ fullName })} error={errors['walkin-fullName']} />
        <Field
          id="walkin-phone"
          type="tel"
          inputMode="tel"
          label={deskWords.phoneOptional}
          hint={deskWords.phoneHint}
          optional
          maxLength={30}
          value={draft.phone}
          onInput={(phone) => put({ phone })}
          error={errors['walkin-phone']}
        />
        <Field
          id="walkin-identity"
          inputMode="numeric"
          label={deskWords.identityOptional}
          hint={deskWords.identityHint}
          optional
          maxLength={30}
          value={draft.identity}
          onInput={(identity) => put({ identity })}
          error={errors['walkin-identity']}
        />
      </div>
    </Card>
  );
}
