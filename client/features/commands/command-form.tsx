import { Tags } from 'lucide-react';
import type { SubmitEvent } from 'react';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import type { InstanceCommandName } from '../../../shared/domain/actions.ts';
import { Button } from '../../components/button.tsx';
import type { DraftProblems } from '../../components/commands/check-draft.ts';
import { tagRowsOf, type CommandDraft } from '../../components/commands/command-draft.ts';
import { commandWords } from '../../components/commands/command-words.ts';
import { LineField, ReasonField, TickField } from '../../components/commands/form-field.tsx';
import { sendOnKey } from '../../components/commands/form-keys.ts';
import { ParameterFields } from '../../components/commands/parameter-fields.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { SkeletonLines } from '../../components/skeleton.tsx';
import { WarningNote } from '../../components/warning-note.tsx';
import { CommandNameHelp } from './name-help.tsx';
import { PurgePreviewView } from './purge-preview.tsx';
import { RestartInput } from './restart-input.tsx';
import { RewindPreviewView } from './rewind-preview.tsx';
import type { CommandTarget } from './send-command.ts';
import type { Ground } from './use-ground.ts';

interface CommandFormProps {
  id: string;
  command: InstanceCommandName;
  hub: string;
  instance: InstanceDetail;
  warning: string | null;
  /** It may have been sent before. */
  isAgain: boolean;
  isReasonRequired: boolean;
  mustForce: boolean;
  /** So much goes that the name of the task hub is wanted; `null` = it is not. */
  nameToType: string | null;
  draft: CommandDraft;
  problems: DraftProblems;
  ground: Ground;
  error: Error | null;
  onChange: (change: Partial<CommandDraft>) => void;
  onSubmit: (event: SubmitEvent<HTMLFormElement>) => void;
}

/** The engine writes the reasons of these into the history. */
const withReasonInHistory: ReadonlySet<InstanceCommandName> = new Set([
  'terminate',
  'suspend',
  'resume',
  'rewind',
]);

export function CommandForm({
  id,
  command,
  hub,
  instance,
  ground,
  draft,
  problems,
  ...rest
}: CommandFormProps) {
  const { onChange } = rest;
  const target = { hub, instanceId: instance.instanceId };
  return (
    <form
      id={id}
      noValidate
      autoComplete="off"
      onSubmit={rest.onSubmit}
      onKeyDown={sendOnKey}
      className="flex flex-col gap-3"
    >
      {rest.warning !== null && <WarningNote>{rest.warning}</WarningNote>}
      {rest.isAgain && (
        <WarningNote>Nobody knows whether it was sent before. {commandWords[command].twice}</WarningNote>
      )}
      <GroundView target={target} ground={ground} />
      <ParameterFields
        command={command}
        draft={draft}
        problems={problems}
        onChange={onChange}
        nameHelp={<CommandNameHelp command={command} target={target} onPick={(name) => onChange({ name })} />}
        input={
          <RestartInput
            hub={hub}
            instance={instance}
            json={draft.json}
            problem={problems.json}
            onChange={(json) => onChange({ json })}
          />
        }
        takeOver={<TakeOver instance={instance} onChange={onChange} />}
      />
      {rest.mustForce && (
        <TickField
          label={
            instance.kind === 'entity'
              ? 'Yes, although it is an entity: its state goes'
              : 'Yes, although not everything that goes has ended'
          }
          isTicked={draft.isForced}
          problem={problems.isForced}
          onChange={(isForced) => onChange({ isForced })}
        />
      )}
      {rest.nameToType !== null && (
        <LineField
          label="Name of the task hub"
          hint={`more than ten instances go: type ${rest.nameToType}`}
          problem={problems.confirmedName}
          value={draft.confirmedName}
          onChange={(confirmedName) => onChange({ confirmedName })}
        />
      )}
      <ReasonField
        isRequired={rest.isReasonRequired}
        isInHistory={withReasonInHistory.has(command)}
        problem={problems.reason}
        value={draft.reason}
        onChange={(reason) => onChange({ reason })}
      />
      {rest.error !== null && <ErrorNotice error={rest.error} />}
    </form>
  );
}

/** What was read beforehand. */
function GroundView({ target, ground }: { target: CommandTarget; ground: Ground }) {
  const { rewind, purge, customStatus, error } = ground;
  if (error !== null)
    return <ErrorNotice error={error} onRetry={ground.retry} isRetrying={ground.isReading} />;
  if (rewind !== null) return <RewindPreviewView preview={rewind} />;
  if (purge !== null) return <PurgePreviewView target={target} preview={purge} />;
  if (ground.isReading) return <SkeletonLines />;
  if (customStatus.state === 'unusable')
    return <WarningNote>The present one is not filled in: {customStatus.why}.</WarningNote>;
  return null;
}

function TakeOver({ instance, onChange }: Pick<CommandFormProps, 'instance' | 'onChange'>) {
  const version = instance.version ?? '';
  const tags = instance.tags ?? {};
  if (version === '' && Object.keys(tags).length === 0)
    return <p className="text-sm text-ink-muted">The original has neither version nor tags.</p>;
  return (
    <Button icon={Tags} className="self-start" onClick={() => onChange({ version, tags: tagRowsOf(tags) })}>
      Copy version and tags of the original
    </Button>
  );
}
