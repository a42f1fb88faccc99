import { TriangleAlert } from 'lucide-react';
import { useId, useState, type SubmitEvent } from 'react';
import type { OfferedCommand } from './offered-commands.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { InstanceIdText } from '../../components/instance-id-text.tsx';
import { CommandFields } from './command-fields.tsx';
import { checkCommandInput, emptyInput, type CommandInput } from './command-input.ts';
import { commandWords } from './command-words.ts';
import type { CommandTarget } from './send-command.ts';
import { useCommand, type SendOutcome } from './use-command.ts';

interface CommandDialogProps {
  target: CommandTarget;
  command: OfferedCommand;
  /** What to know of this instance before the click. */
  warning: string | null;
  onOutcome: (outcome: SendOutcome, input: CommandInput) => void;
  onClose: () => void;
}

/** Says what will happen, asks what is needed, and sends once. */
export function CommandDialog({ target, command, warning, onOutcome, onClose }: CommandDialogProps) {
  const formId = useId();
  const [input, setInput] = useState(emptyInput);
  const [isChecked, setIsChecked] = useState(false);
  const { send, isPending, error } = useCommand(target, command, onOutcome);
  const problems = checkCommandInput(command, input);
  const { label, question, effects } = commandWords[command];
  // A warning says that this time it goes differently.
  const shownEffects = warning === null ? effects : [];

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    setIsChecked(true);
    if (Object.keys(problems).length === 0) send(input);
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={question}
      description={
        <>
          <InstanceIdText instanceId={target.instanceId} isCopyable={false} />
          <ul className="mt-1 flex empty:hidden list-disc flex-col gap-1 pl-4">
            {shownEffects.map((effect) => (
              <li key={effect}>{effect}</li>
            ))}
          </ul>
        </>
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={formId}
            look={command === 'terminate' ? 'danger' : 'primary'}
            isBusy={isPending}
          >
            {label}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-2">
        {warning !== null && (
          <p className="flex items-start gap-2 rounded-md bg-warning-soft px-3 py-1.5">
            <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0 text-warning" />
            {warning}
          </p>
        )}
        <CommandFields
          command={command}
          input={input}
          problems={isChecked ? problems : keepTyped(problems, input)}
          onChange={setInput}
        />
        {error !== null && <ErrorNotice error={error} />}
      </form>
    </Dialog>
  );
}

/** Before the first try, an empty field is no mistake. */
function keepTyped(problems: ReturnType<typeof checkCommandInput>, input: CommandInput) {
  const { eventName, ...others } = problems;
  return input.eventName === '' || eventName === undefined ? others : problems;
}
