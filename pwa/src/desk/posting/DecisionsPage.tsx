/** Publishing decisions that hold for the office; the administrator enters them and voids what was entered wrongly. */
import { useState } from 'preact/hooks';

import { api, ask, type Schemas } from '../../api/client.ts';
import { useResource } from '../../app/useResource.ts';
import { Button } from '../../patterns/Button.tsx';
import { Card, Folded, Tag } from '../../patterns/Card.tsx';
import { ErrorSummary, Field } from '../../patterns/forms.tsx';
import { Empty, Loaded, Notice, ProblemNotice } from '../../patterns/notices.tsx';
import { Page } from '../../patterns/Page.tsx';
import { formatDate, formatShortDate } from '../../words/format.ts';
import { useSubmit } from '../useSubmit.ts';
import { catalogueLang } from '../words/index.ts';
import { DecisionForm } from './DecisionForm.tsx';
import { words } from './words.ts';

type Decision = Schemas['Decision'];

export function DecisionsPage() {
  const decisions = useResource('desk decisions', () => ask(api.GET('/api/v1/desk/decisions')), { keep: 'nothing' });
  const [made, setMade] = useState<Decision | null>(null);
  const [writing, setWriting] = useState(false);
  return (
    <Page title={words.decisions} back="/can-bo/niem-yet" backLabel={words.toRegister}>
      <div role="status">
        {made && (
          <Notice tone="done">
            <p>{words.saved(made.number, formatDate(made.publish_by))}</p>
          </Notice>
        )}
      </div>
      <Loaded resource={decisions}>
        {({ items, may_record: mayRecord, may_record_for_province: forProvince }) => (
          <>
            {mayRecord &&
              (writing ? (
                <DecisionForm
                  forProvince={forProvince}
                  onMade={(decision) => {
                    setMade(decision);
                    setWriting(false);
                    void decisions.reload();
                  }}
                />
              ) : (
                <div class="buttons">
                  <Button icon="plus" onClick={() => setWriting(true)}>
                    {words.decisionNew}
                  </Button>
                </div>
              ))}
            {items.length === 0 && <Empty icon="stamp" title={words.decisionEmpty} />}
            {items.map((decision) => (
              <DecisionCard
                key={decision.id}
                decision={decision}
                mayVoid={mayRecord && !decision.voided_at && (forProvince || decision.applies_to === 'office')}
                onVoided={() => void decisions.reload()}
              />
            ))}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function DecisionCard({ decision, mayVoid, onVoided }: { decision: Decision; mayVoid: boolean; onVoided: () => void }) {
  return (
    <Card title={words.decidedBy(decision.number, formatShortDate(decision.decided_on))}>
      <p class="desk-due">
        {decision.voided_at && (
          <Tag tone="fault" icon="close">
            {words.decisionVoided}
          </Tag>
        )}
        <Tag tone="waiting">{decision.applies_to === 'province' ? words.decisionProvince : words.decisionOffice}</Tag>
        <span lang={catalogueLang()}>{decision.issuer}</span>
      </p>
      {decision.void_reason && <p class="desk-said">{decision.void_reason}</p>}
      <p>
        {words.publishBy}: {formatDate(decision.publish_by)}
      </p>
      <Folded title={words.decisionProcedures(decision.procedures.length)}>
        <ul class="plain-list">
          {decision.procedures.map(({ code, effect }) => (
            <li key={code}>
              <a class="touch" href={`/thu-tuc/${code}`}>
                {code}
              </a>{' '}
              {words.effects[effect]}
            </li>
          ))}
        </ul>
      </Folded>
      {mayVoid && (
        <Folded title={words.voidTitle}>
          <VoidForm decision={decision} onVoided={onVoided} />
        </Folded>
      )}
    </Card>
  );
}

function VoidForm({ decision, onVoided }: { decision: Decision; onVoided: () => void }) {
  const [reason, setReason] = useState('');
  const id = `void-${decision.id}`;
  const { tries, busy, problem, submit } = useSubmit({
    ready: Boolean(reason.trim()),
    send: async () => {
      await ask(api.POST('/api/v1/desk/decisions/{decision_id}/void', { params: { path: { decision_id: decision.id } }, body: { reason: reason.trim() } }));
      onVoided();
    },
  });
  const errors: Record<string, string> = tries > 0 && !reason.trim() ? { [id]: words.reasonMissing } : {};
  return (
    <form class="stack" onSubmit={submit} noValidate>
      <p class="hint">{words.voidHint}</p>
      <ErrorSummary errors={errors} sent={tries} />
      <Field id={id} label={words.reason} lines={2} maxLength={500} value={reason} onInput={setReason} error={errors[id]} />
      {problem && <ProblemNotice problem={problem} />}
      <Button type="submit" kind="danger" busy={busy}>
        {words.voidAct}
      </Button>
    </form>
  );
}
