import { useId } from 'react';
import type { Job } from '../../../../shared/contract/jobs.ts';
import type { InstanceCommandName } from '../../../../shared/domain/actions.ts';
import { Button } from '../../../components/button.tsx';
import { commandWords } from '../../../components/commands/command-words.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { RefusableButton } from '../../../components/refusable-button.tsx';
import { formatCount } from '../../../lib/format-count.ts';
import type { BatchTarget } from './batch-target.ts';
import { CommandStep } from './command-step.tsx';
import { DryRunStep, obstacleOf } from './dry-run-step.tsx';
import { useBatch, type Batch } from './use-batch.ts';

export interface BatchDialogProps {
  hub: string;
  given: BatchTarget;
  /** Chosen already: no other is offered. */
  command: InstanceCommandName | undefined;
  title: string;
  onCreated: (job: Job) => void;
  onClose: () => void;
}

/** One command for many instances: chosen, looked at in a dry run, then made a job. */
export function BatchDialog({ hub, given, command, title, onCreated, onClose }: BatchDialogProps) {
  const formId = useId();
  const batch = useBatch({ hub, given, command, onCreated });
  const isDryRun = batch.step === 'dry-run';
  const { label } = commandWords[batch.command];
  const close = () => {
    // What is on its way is told here first.
    if (!batch.creation.isPending) onClose();
  };
  return (
    <Dialog
      isOpen
      isWide
      onClose={close}
      title={isDryRun ? `${command === undefined ? label : title}: dry run` : title}
      description={`For ${given.words}. ${isDryRun ? 'Nothing was sent yet.' : 'A dry run comes first; nothing is sent before.'}`}
      footer={
        <>
          <Button onClick={isDryRun ? batch.back : close} disabled={batch.creation.isPending}>
            {isDryRun ? 'Back' : 'Cancel'}
          </Button>
          {isDryRun ? (
            <CreateButton hub={hub} formId={formId} batch={batch} />
          ) : (
            <RefusableButton
              type="submit"
              form={formId}
              look="primary"
              refusal={batch.known.refusalOf(batch.command)}
            >
              Dry run
            </RefusableButton>
          )}
        </>
      }
    >
      {isDryRun ? (
        <DryRunStep id={formId} hub={hub} given={given} batch={batch} />
      ) : (
        <CommandStep id={formId} batch={batch} isFixed={command !== undefined} />
      )}
    </Dialog>
  );
}

function CreateButton({ hub, formId, batch }: { hub: string; formId: string; batch: Batch }) {
  const { label, isDestructive } = commandWords[batch.command];
  const { data } = batch.preview;
  const obstacle = obstacleOf(batch, data, hub);
  return (
    <RefusableButton
      type="submit"
      form={formId}
      look={isDestructive ? 'danger' : 'primary'}
      isBusy={batch.creation.isPending}
      refusal={obstacle}
    >
      {data === undefined ? label : `${label} ${formatCount(data.allowed + data.unknownIds.length)}`}
    </RefusableButton>
  );
}
