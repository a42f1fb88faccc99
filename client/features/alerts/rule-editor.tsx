import { useId, useState, type ComponentProps, type SubmitEvent } from 'react';
import { alertConditions, alertSeverities, type AlertRule } from '../../../shared/contract/alert-rules.ts';
import type { AlertTarget } from '../../../shared/contract/alerts.ts';
import { describeAlertRule } from '../../../shared/domain/alerts/describe-alert-rule.ts';
import { Button } from '../../components/button.tsx';
import { fieldBox, FormField, TickField } from '../../components/commands/form-field.tsx';
import { focusFirstProblem } from '../../components/commands/form-keys.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { RefusableButton } from '../../components/refusable-button.tsx';
import { Select } from '../../components/select.tsx';
import { conditionLabels, severityLooks, targetKindWords } from './alert-looks.ts';
import { useSaveRule } from './alert-queries.ts';
import { ConditionFields, RuleLine } from './condition-fields.tsx';
import { readForm, type RuleForm, type RuleProblems } from './rule-form.ts';

const kindOptions = alertConditions.map((value) => ({ value, label: conditionLabels[value] }));
const severityOptions = alertSeverities.map((value) => ({ value, label: severityLooks[value].word }));

interface PartProps {
  form: RuleForm;
  problems: RuleProblems;
  onChange: (part: Partial<RuleForm>) => void;
}

function TargetFields({ form, onChange, targets }: PartProps & { targets: readonly AlertTarget[] }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-1">
      <legend className="mb-1 font-medium">Send to</legend>
      {targets.length === 0 && (
        <p className="text-ink-muted">
          No target is configured: alerts are shown on this page alone. Targets are set up in the part
          alertTargets of the configuration.
        </p>
      )}
      {targets.map(({ name, kind, host, lastFour }) => (
        <TickField
          key={name}
          label={
            <>
              {name}{' '}
              <span className="text-sm text-ink-muted">
                {targetKindWords[kind]}, {host} …{lastFour}
              </span>
            </>
          }
          isTicked={form.targets.includes(name)}
          onChange={(isTicked) =>
            onChange({
              targets: isTicked ? [...form.targets, name] : form.targets.filter((each) => each !== name),
            })
          }
        />
      ))}
    </fieldset>
  );
}

function Preview({ form }: Pick<PartProps, 'form'>) {
  const read = readForm({ ...form, name: form.name === '' ? 'x' : form.name });
  return (
    <p role="status" aria-label="In plain language" className="rounded-md bg-sunken px-3 py-2 wrap-anywhere">
      {'rule' in read ? describeAlertRule(read.rule) : 'The rule is not complete yet.'}
    </p>
  );
}

/** With its label in sight, as the other fields have. */
function LabelledSelect<Value extends string>(props: ComponentProps<typeof Select<Value>>) {
  return (
    <div className="flex flex-col gap-1">
      <span aria-hidden className="font-medium">
        {props.label}
      </span>
      <Select {...props} />
    </div>
  );
}

function RuleFields({ targets, ...props }: PartProps & { targets: readonly AlertTarget[] }) {
  const { form, problems, onChange } = props;
  return (
    <>
      <RuleLine {...props} field="name" label="Name" placeholder="Orders fail too often" />
      <div className="flex flex-wrap gap-3">
        <LabelledSelect
          label="Condition"
          options={kindOptions}
          value={form.kind}
          onChange={(kind) => onChange({ kind })}
          className="w-48"
        />
        <LabelledSelect
          label="Severity"
          options={severityOptions}
          value={form.severity}
          onChange={(severity) => onChange({ severity })}
          className="w-32"
        />
      </div>
      <ConditionFields {...props} />
      <div className="grid grid-cols-2 gap-3">
        <RuleLine {...props} field="hold" label="Has to hold for" hint="0s = fires at once" />
        <RuleLine {...props} field="resolveAfter" label="Has to be over for" hint="0s = resolves at once" />
      </div>
      <RuleLine
        {...props}
        field="hubs"
        label="Task hubs"
        hint="connection~hub; * stands for anything; needs admin in all of them"
      />
      <TargetFields {...props} targets={targets} />
      <FormField label="Note" hint="sent along" problem={problems.note}>
        {(ids) => (
          <textarea
            {...ids}
            rows={2}
            value={form.note}
            placeholder="What to look at first, who to call"
            onChange={(event) => onChange({ note: event.target.value })}
            className={`${fieldBox} resize-y placeholder:text-ink-faint`}
          />
        )}
      </FormField>
      <TickField
        label="Switched on"
        isTicked={form.isEnabled}
        onChange={(isEnabled) => onChange({ isEnabled })}
      />
    </>
  );
}

interface RuleEditorProps {
  hub: string;
  start: RuleForm;
  /** The rule that is changed; `null` = a further one. */
  replaces: AlertRule | null;
  targets: readonly AlertTarget[];
  refusal: string | null;
  onClose: () => void;
}

/** Makes or changes one rule, and says in plain language what it will do. */
export function RuleEditor({ hub, start, replaces, targets, refusal, onClose }: RuleEditorProps) {
  const formId = useId();
  const [form, setForm] = useState(start);
  const [isTried, setIsTried] = useState(false);
  const saving = useSaveRule(hub);
  const read = readForm(form);
  const problems = isTried && 'problems' in read ? read.problems : {};

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    setIsTried(true);
    if (refusal !== null || saving.isPending) return;
    if ('problems' in read) {
      focusFirstProblem(event.currentTarget);
      return;
    }
    const body = { rule: read.rule, ...(replaces !== null && { replaces: replaces.id }) };
    saving.mutate(body, { onSuccess: onClose });
  }
  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title={replaces === null ? 'New alert rule' : `Change “${replaces.name}”`}
      description={<Preview form={form} />}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <RefusableButton
            type="submit"
            form={formId}
            look="primary"
            refusal={refusal}
            isBusy={saving.isPending}
          >
            Save rule
          </RefusableButton>
        </>
      }
    >
      <form
        id={formId}
        aria-label="Alert rule"
        noValidate
        autoComplete="off"
        onSubmit={submit}
        className="flex flex-col gap-3"
      >
        <RuleFields
          {...{ form, problems, targets }}
          onChange={(part) => setForm((before) => ({ ...before, ...part }))}
        />
        {saving.error !== null && <ErrorNotice error={saving.error} />}
      </form>
    </Dialog>
  );
}
