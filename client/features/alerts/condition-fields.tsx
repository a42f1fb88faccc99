import { FormField, fieldBox, LineField, TickField } from '../../components/commands/form-field.tsx';
import { Segmented } from '../../components/segmented.tsx';
import type { RuleForm, RuleProblems } from './rule-form.ts';

interface ConditionFieldsProps {
  form: RuleForm;
  problems: RuleProblems;
  onChange: (part: Partial<RuleForm>) => void;
}

type TextField = {
  [Field in keyof RuleForm]: RuleForm[Field] extends string
    ? string extends RuleForm[Field]
      ? Field
      : never
    : never;
}[keyof RuleForm];

/** One line of the form, tied to its field. */
export function RuleLine({
  field,
  label,
  hint,
  placeholder = '',
  form,
  problems,
  onChange,
}: ConditionFieldsProps & { field: TextField; label: string; hint?: string; placeholder?: string }) {
  return (
    <LineField
      label={label}
      hint={hint}
      placeholder={placeholder}
      problem={problems[field]}
      value={form[field]}
      onChange={(value) => onChange({ [field]: value })}
    />
  );
}

function FailureRateFields(props: ConditionFieldsProps) {
  return (
    <>
      <RuleLine
        {...props}
        field="q"
        label="Of which orchestrations"
        hint="a filter; empty = all"
        placeholder="name:Order*"
      />
      <div className="grid grid-cols-2 gap-3">
        <RuleLine {...props} field="window" label="In the last" hint="such as 15m" />
        <RuleLine {...props} field="minEnded" label="With at least so many ended" />
        <RuleLine {...props} field="abovePercent" label="Fires above" hint="% failed" />
        <RuleLine {...props} field="resolvePercent" label="Resolves at or below" hint="%; empty = the same" />
      </div>
    </>
  );
}

function BacklogAgeFields(props: ConditionFieldsProps) {
  return (
    <>
      <RuleLine
        {...props}
        field="queue"
        label="Queue"
        hint="empty = any of them"
        placeholder="myhub-control-00"
      />
      <div className="grid grid-cols-2 gap-3">
        <RuleLine {...props} field="olderThan" label="Fires when older than" hint="such as 5m" />
        <RuleLine {...props} field="resolveAge" label="Resolves at or below" hint="empty = the same" />
      </div>
    </>
  );
}

function StuckFields(props: ConditionFieldsProps) {
  const { form, onChange } = props;
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <RuleLine {...props} field="aboveCount" label="Fires above" hint="instances" />
        <RuleLine {...props} field="resolveCount" label="Resolves at or below" hint="empty = the same" />
      </div>
      <TickField
        label="Count also those that move late or with trouble"
        isTicked={form.countsDelayed}
        onChange={(countsDelayed) => onChange({ countsDelayed })}
      />
    </>
  );
}

const weekDays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function DayFields({ form, problems, onChange }: ConditionFieldsProps) {
  return (
    <FormField label="Days" problem={problems.days}>
      {(ids) => (
        <div {...ids} role="group" aria-label="Days" className="flex flex-wrap gap-x-4 gap-y-1">
          {weekDays.map((day, place) => (
            <TickField
              key={day}
              label={day}
              isTicked={form.days.includes(place + 1)}
              onChange={(isTicked) =>
                onChange({
                  days: isTicked
                    ? [...form.days, place + 1].sort()
                    : form.days.filter((each) => each !== place + 1),
                })
              }
            />
          ))}
        </div>
      )}
    </FormField>
  );
}

const byChoices = [
  { value: 'duration', label: 'Within a time' },
  { value: 'daily', label: 'By a time of day' },
] as const;

function NotCompletedFields(props: ConditionFieldsProps) {
  const { form, problems, onChange } = props;
  return (
    <>
      <RuleLine
        {...props}
        field="functionName"
        label="Orchestrator"
        hint="* stands for anything"
        placeholder="NightlyImport"
      />
      <div>
        <Segmented
          label="When it has to complete"
          segments={byChoices}
          value={form.by}
          onChange={(by) => onChange({ by })}
        />
      </div>
      {form.by === 'duration' ? (
        <RuleLine {...props} field="within" label="None completed in the last" hint="such as 6h or 1d" />
      ) : (
        <>
          <div className="grid grid-cols-2 gap-3">
            <FormField label="By" hint="of the day itself" problem={problems.time}>
              {(ids) => (
                <input
                  {...ids}
                  type="time"
                  value={form.time}
                  onChange={(event) => onChange({ time: event.target.value })}
                  className={`${fieldBox} h-7`}
                />
              )}
            </FormField>
            <RuleLine {...props} field="zone" label="Time zone" placeholder="Europe/Berlin" />
          </div>
          <DayFields {...props} />
        </>
      )}
    </>
  );
}

/** What each kind of condition asks for. */
export function ConditionFields(props: ConditionFieldsProps) {
  const { form, onChange } = props;
  switch (form.kind) {
    case 'failure-rate':
      return <FailureRateFields {...props} />;
    case 'backlog-age':
      return <BacklogAgeFields {...props} />;
    case 'no-worker':
      return (
        <TickField
          label="Only while messages wait: apps that scale to zero have no worker while there is nothing to do"
          isTicked={form.onlyWhileMessagesWait}
          onChange={(onlyWhileMessagesWait) => onChange({ onlyWhileMessagesWait })}
        />
      );
    case 'stuck-count':
      return <StuckFields {...props} />;
    case 'not-completed':
      return <NotCompletedFields {...props} />;
  }
}
