import type { ReactNode } from 'react';
import type { InstanceCommandName } from '../../../shared/domain/actions.ts';
import { Segmented } from '../segmented.tsx';
import type { DraftProblems } from './check-draft.ts';
import type { CommandDraft } from './command-draft.ts';
import { DueField } from './due-field.tsx';
import { LineField, TickField } from './form-field.tsx';
import { JsonField } from './json-field.tsx';
import { TagsField } from './tags-field.tsx';

export interface ParameterFieldsProps {
  draft: CommandDraft;
  problems: DraftProblems;
  onChange: (change: Partial<CommandDraft>) => void;
  /** Known names of events or operations. */
  nameSuggestions?: readonly string[];
  /** Below the name, where there is more to say about known ones. */
  nameHelp?: ReactNode;
  /** Of a restart of one instance: its input, to see and to change. */
  input?: ReactNode;
  /** Of a restart of one instance: takes over what the original has. */
  takeOver?: ReactNode;
  /** They cannot all get one id. */
  isForMany?: boolean;
}

function EventFields({ draft, problems, onChange, ...names }: ParameterFieldsProps) {
  return (
    <>
      <LineField
        label="Event name"
        problem={problems.name}
        value={draft.name}
        suggestions={names.nameSuggestions ?? []}
        onChange={(name) => onChange({ name })}
      />
      {names.nameHelp}
      <JsonField
        label="Payload"
        hint="JSON; empty = none"
        problem={problems.json}
        value={draft.json ?? ''}
        onChange={(json) => onChange({ json })}
      />
    </>
  );
}

function SignalFields({ draft, problems, onChange, ...names }: ParameterFieldsProps) {
  return (
    <>
      <LineField
        label="Operation"
        problem={problems.name}
        value={draft.name}
        suggestions={names.nameSuggestions ?? []}
        onChange={(name) => onChange({ name })}
      />
      {names.nameHelp}
      <JsonField
        label="Input"
        hint="JSON; empty = none"
        problem={problems.json}
        value={draft.json ?? ''}
        rows={3}
        onChange={(json) => onChange({ json })}
      />
      <DueField
        label="Takes effect"
        isScheduled={draft.isScheduled}
        dueAt={draft.dueAt}
        problem={problems.dueAt}
        onChange={onChange}
      />
    </>
  );
}

const restartIds = [
  { value: 'new', label: 'New id', title: 'The instance stays as it is' },
  { value: 'same', label: 'Same id', title: 'The instance is replaced' },
] as const;

function RestartFields({
  draft,
  problems,
  onChange,
  input,
  takeOver,
  isForMany = false,
}: ParameterFieldsProps) {
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <Segmented
          label="Id of the restarted instance"
          segments={restartIds}
          value={draft.id}
          onChange={(id) => onChange({ id })}
        />
        <span className="text-sm text-ink-muted">
          {draft.id === 'new'
            ? 'The instance stays as it is; another one starts.'
            : 'The ended instance is replaced: what it gave and its history go with the new run.'}
        </span>
      </div>
      {draft.id === 'new' && !isForMany && (
        <LineField
          label="New id"
          hint="empty = generated"
          problem={problems.newInstanceId}
          value={draft.newInstanceId}
          onChange={(newInstanceId) => onChange({ newInstanceId })}
        />
      )}
      {input}
      <VersionAndTags draft={draft} problems={problems} onChange={onChange} />
      {takeOver}
    </>
  );
}

function VersionAndTags({ draft, problems, onChange }: ParameterFieldsProps) {
  return (
    <>
      <LineField
        label="Version"
        hint="empty = none"
        problem={problems.version}
        value={draft.version}
        onChange={(version) => onChange({ version })}
      />
      <TagsField tags={draft.tags} problem={problems.tags} onChange={(tags) => onChange({ tags })} />
    </>
  );
}

function CleanFields({ draft, problems, onChange }: ParameterFieldsProps) {
  return (
    <>
      <TickField
        label="Remove it if it is empty: no state, no lock, nothing waiting"
        isTicked={draft.removesEmpty}
        problem={problems.cleaning}
        onChange={(removesEmpty) => onChange({ removesEmpty })}
      />
      <TickField
        label="Release its lock if the instance that holds it has ended or is gone"
        isTicked={draft.releasesOrphanedLock}
        onChange={(releasesOrphanedLock) => onChange({ releasesOrphanedLock })}
      />
    </>
  );
}

/** What a command needs beside its instance and its reason; nothing for those that need nothing. */
export function ParameterFields({
  command,
  ...props
}: ParameterFieldsProps & { command: InstanceCommandName }) {
  const { draft, problems, onChange } = props;
  switch (command) {
    case 'raise-event':
      return <EventFields {...props} />;
    case 'signal-entity':
      return <SignalFields {...props} />;
    case 'restart':
      return <RestartFields {...props} />;
    case 'clean-entity':
      return <CleanFields {...props} />;
    case 'purge':
      return (
        <TickField
          label="Its children too, and theirs, as far as their histories name them"
          isTicked={draft.includesChildren}
          onChange={(includesChildren) => onChange({ includesChildren })}
        />
      );
    case 'set-custom-status':
      return (
        <JsonField
          label="Custom status"
          hint="JSON; empty = none"
          problem={problems.json}
          value={draft.json ?? ''}
          onChange={(json) => onChange({ json })}
        />
      );
    default:
      return null;
  }
}
