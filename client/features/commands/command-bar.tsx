import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import type { OfferedCommand } from './offered-commands.ts';
import { instanceLevel } from '../../api/query-levels.ts';
import { CommandButtons } from './command-buttons.tsx';
import { CommandDialog } from './command-dialog.tsx';
import { FollowStrip } from './follow-strip.tsx';
import { useSentCommands } from './use-sent-commands.ts';

interface CommandBarProps {
  hub: string;
  instance: InstanceDetail;
}

interface Choice {
  readonly command: OfferedCommand;
  readonly warning: string | null;
}

/** The commands of one instance, and what became of those sent. */
export function CommandBar({ hub, instance }: CommandBarProps) {
  const { instanceId, kind, runtimeStatus, scheduledStartAt, entity } = instance;
  const [choice, setChoice] = useState<Choice | null>(null);
  const queryClient = useQueryClient();
  const sent = useSentCommands();
  return (
    <>
      <div className="border-b border-line px-4 py-2">
        <CommandButtons
          subject={{ kind, runtimeStatus, entity, isScheduledStart: scheduledStartAt !== null }}
          onChoose={(command, warning) => setChoice({ command, warning })}
        />
      </div>
      <FollowStrip hub={hub} commands={sent.commands} onDismiss={sent.dismiss} />
      {choice !== null && (
        <CommandDialog
          target={{ hub, instanceId }}
          {...choice}
          onClose={() => setChoice(null)}
          onOutcome={(outcome, input) => {
            sent.add(choice.command, outcome, input);
            setChoice(null);
            void queryClient.invalidateQueries({ queryKey: instanceLevel(hub, instanceId) });
          }}
        />
      )}
    </>
  );
}
