import { useId, useState, type SubmitEvent } from 'react';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import type { InstanceCommandName } from '../../../shared/domain/actions.ts';
import { Button } from '../../components/button.tsx';
import type { CommandDraft } from '../../components/commands/command-draft.ts';
import { commandWords } from '../../components/commands/command-words.ts';
import { focusFirstProblem } from '../../components/commands/form-keys.ts';
import { KeyHint } from '../../components/commands/key-hint.tsx';
import { useDraft } from '../../components/commands/use-draft.ts';
import { Dialog } from '../../components/dialog.tsx';
import { InstanceIdText } from '../../components/instance-id-text.tsx';
import { hubNameOf } from '../../lib/hub-name.ts';
import { CommandForm } from './command-form.tsx';
import { sendCommand } from './send-command.ts';
import type { SendOutcome } from './sent-command.ts';
import { useCommand } from './use-command.ts';
import { useGround, type Ground } from './use-ground.ts';

export interface CommandDialogProps {
  hub: string;
  instance: InstanceDetail;
  command: InstanceCommandName;
  /** What to know of this instance before the click. */
  warning: string | null;
  /** Destroys what is in use. */
  needsForce: boolean;
  isReasonRequired: boolean;
  /** As it was sent before; only after an outcome nobody knows. */
  sentBefore: CommandDraft | null;
  /** Known beforehand; `null` = the form asks for it, if it needs one. */
  eventName: string | null;
  onOutcome: (outcome: SendOutcome, draft: CommandDraft) => void;
  onClose: () => void;
}

const wide: ReadonlySet<InstanceCommandName> = new Set(['rewind', 'restart', 'purge']);

/** A warning about a message says that this time it goes differently; others say what happens beside. */
const replacesEffects: ReadonlySet<InstanceCommandName> = new Set([
  'terminate',
  'raise-event',
  'suspend',
  'resume',
]);

/** Their form begins with what is stored. */
const storedFirst: ReadonlySet<InstanceCommandName> = new Set(['restart', 'set-custom-status']);

/** An untouched custom status is the present one. */
function shownDraft(command: InstanceCommandName, draft: CommandDraft, ground: Ground): CommandDraft {
  if (command !== 'set-custom-status' || draft.json !== null) return draft;
  const { customStatus } = ground;
  return { ...draft, json: customStatus.state === 'whole' ? customStatus.text : '' };
}

/** Says what will happen, asks what is needed, and sends once. */
export function CommandDialog({ hub, instance, command, onClose, ...props }: CommandDialogProps) {
  const ids = { form: useId(), obstacle: useId() };
  const target = { hub, instanceId: instance.instanceId };
  const [openedAtMs] = useState(() => Date.now());
  const hand = useDraft(
    command,
    props.sentBefore ?? { json: storedFirst.has(command) ? null : '', name: props.eventName ?? '' },
  );
  const ground = useGround(command, target, instance, hand.draft);
  const { send, isPending, error } = useCommand(
    (draft) => sendCommand(target, command, draft),
    props.onOutcome,
  );
  const draft = shownDraft(command, hand.draft, ground);
  const mustForce = props.needsForce || ground.touchesWhatIsInUse;
  const options = {
    isReasonRequired: props.isReasonRequired,
    needsForce: mustForce,
    nameToType: ground.touchesMany ? hubNameOf(hub) : null,
    nowMs: openedAtMs,
  };
  const { label, question, effects, isDestructive } = commandWords[command];

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (isPending || ground.obstacle !== null) return;
    if (hand.isSendable(draft, options)) send(draft);
    else focusFirstProblem(event.currentTarget);
  }
  const close = () => {
    // What is on its way is told here first.
    if (!isPending) onClose();
  };
  return (
    <Dialog
      isOpen
      isWide={wide.has(command)}
      onClose={close}
      title={question}
      description={
        <>
          <InstanceIdText instanceId={instance.instanceId} isCopyable={false} tailLength={24} />
          {(props.warning === null || !replacesEffects.has(command)) && <Effects effects={effects} />}
        </>
      }
      footer={
        <>
          <KeyHint isDialog />
          <span id={ids.obstacle} className="sr-only">
            {ground.obstacle}
          </span>
          <Button onClick={close} disabled={isPending}>
            Cancel
          </Button>
          <Button
            type="submit"
            form={ids.form}
            look={isDestructive ? 'danger' : 'primary'}
            isBusy={isPending}
            aria-disabled={ground.obstacle !== null}
            aria-describedby={ids.obstacle}
            className="aria-disabled:cursor-not-allowed aria-disabled:opacity-55"
          >
            {label}
          </Button>
        </>
      }
    >
      <CommandForm
        id={ids.form}
        command={command}
        hub={hub}
        instance={instance}
        warning={props.warning}
        isAgain={props.sentBefore !== null}
        isReasonRequired={props.isReasonRequired}
        mustForce={mustForce}
        nameToType={options.nameToType}
        draft={draft}
        problems={hand.problemsOf(draft, options)}
        ground={ground}
        error={error}
        onChange={hand.change}
        onSubmit={submit}
      />
    </Dialog>
  );
}

function Effects({ effects }: { effects: readonly string[] }) {
  return (
    <ul className="mt-1 flex list-disc flex-col gap-1 pl-4">
      {effects.map((effect) => (
        <li key={effect}>{effect}</li>
      ))}
    </ul>
  );
}
