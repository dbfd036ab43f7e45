/**
 * The form of one action: exactly the fields it needs, and what the citizen will see.
 *
 * When somebody else has changed the dossier meanwhile, the form says who did what and keeps all that was typed.
 */
import { useEffect, useRef } from 'preact/hooks';

import { api, ask } from '../api/client.ts';
import { Button } from '../patterns/Button.tsx';
import { ErrorSummary } from '../patterns/forms.tsx';
import { Notice, ProblemNotice } from '../patterns/notices.tsx';
import { formatClock, formatMoney } from '../words/format.ts';
import { words } from '../words/index.ts';
import { ActionFields } from './ActionFields.tsx';
import { amountOf, bodyOf, EMPTY_DRAFT, faultsOf, GRAVE, meansChanged, needsOf, stepsSince, type ActionName, type Dossier, type Needs } from './actions.ts';
import type { Faults } from './ActionsCard.tsx';
import { useKept } from './kept.ts';
import { MessagePreview, usePreview } from './MessagePreview.tsx';
import { useSubmit } from './useSubmit.ts';
import { deskWords } from './words/index.ts';

interface ActionFormProps {
  dossier: Dossier;
  action: ActionName;
  reload: () => Promise<void>;
  faults: Faults;
  onClose: () => void;
  onDone: (after: Dossier, action: ActionName) => void;
}

export function ActionForm({ dossier, action, reload, faults, onClose, onDone }: ActionFormProps) {
  const [draft, setDraft] = useKept(`draft ${dossier.id} ${action}`, EMPTY_DRAFT);
  const seen = useRef(dossier.timeline.length);
  const form = useRef<HTMLFormElement>(null);
  const preview = usePreview(action);

  const needs = needsOf(action, dossier);
  const proposed = proposedText(needs, faults.text, draft.amount);
  const text = draft.text ?? proposed;
  const wrong = faultsOf(needs, draft, text);
  const possible = dossier.allowed_actions.includes(action);
  const { tries, busy, problem, submit } = useSubmit({
    ready: possible && Object.keys(wrong).length === 0,
    send: async () => {
      const asked = needs.papers ? faults.asked : [];
      const after = await ask(
        api.POST('/api/v1/desk/dossiers/{dossier_id}/actions', {
          params: { path: { dossier_id: dossier.id } },
          headers: { 'If-Match': `"${dossier.version}"` },
          body: bodyOf(action, needs, draft, text, asked),
        }),
      );
      setDraft(EMPTY_DRAFT);
      onDone(after, action);
    },
    onRefused: (refused) => meansChanged(refused) && reload(),
  });
  const errors: Record<string, string> = {};
  if (tries > 0) for (const [field, fault] of Object.entries(wrong)) errors[`desk-${field}`] = deskWords[fault];
  const lastDayRefused = problem?.errors.find(({ field }) => field === 'answer_by');
  const dateRefused = problem !== null && (problem.code.startsWith('due_date') || lastDayRefused !== undefined);
  if (lastDayRefused) errors['desk-answerBy'] = String(lastDayRefused.detail);
  else if (problem && dateRefused) errors['desk-dueOn'] = problem.message;
  const changes = stepsSince(seen.current, dossier.timeline);
  const name = deskWords.actionNames[action]!;

  useEffect(() => {
    const asksFirst = needs.textRequired || needs.dueOn === 'required' || needs.officer || needs.amount;
    form.current?.querySelector<HTMLElement>(asksFirst ? 'input, textarea, select' : '[type=submit]')?.focus();
  }, []);

  const keyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.current?.requestSubmit();
    }
  };

  return (
    <form id="desk-form" class="stack" ref={form} onSubmit={submit} onKeyDown={keyDown} noValidate>
      <h3>{name}</h3>
      <ErrorSummary errors={errors} sent={tries} />
      {changes.length > 0 && (
        <Notice tone="soon" title={deskWords.changedTitle} live>
          <ul class="plain-list">
            {changes.map(({ at, action: what, position }) => (
              <li key={at}>{deskWords.changedBy(position, deskWords.actionNames[what] ?? what, formatClock(at))}</li>
            ))}
          </ul>
          <p>{possible ? deskWords.changedKept : deskWords.notAnyMore}</p>
        </Notice>
      )}
      {problem && !dateRefused && !(changes.length > 0 && meansChanged(problem)) && <ProblemNotice problem={problem} />}
      <ActionFields
        needs={needs}
        draft={draft}
        onChange={setDraft}
        text={text}
        proposed={proposed}
        shown={preview?.note_shown ?? false}
        papers={faults.requirements}
        reasons={faults.asked}
        errors={errors}
      />
      <MessagePreview action={action} preview={preview} text={text} status={dossier.status} />
      <div class="buttons">
        <Button type="submit" kind={GRAVE.includes(action) ? 'danger' : 'main'} busy={busy} disabled={!possible}>
          {busy ? deskWords.confirming : deskWords.confirmAction(name)}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {words.shell.cancel}
        </Button>
      </div>
    </form>
  );
}

/** What stands in the text field until the officer writes: the faults found in the papers, or the amount. */
function proposedText(needs: Needs, faults: string, amount: string): string {
  if (needs.papers) return faults;
  const dong = needs.amount ? amountOf(amount) : null;
  return dong === null ? '' : deskWords.amountText(formatMoney(dong));
}
