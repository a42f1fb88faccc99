import { useNavigate } from '@tanstack/react-router';
import { SquareTerminal, type LucideIcon } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { InstanceCommandName } from '../../../../shared/domain/actions.ts';
import { RefusableButton } from '../../../components/refusable-button.tsx';
import { useAccess } from '../use-access.ts';
import type { BatchTarget } from './batch-target.ts';

const BatchDialog = lazy(async () => ({ default: (await import('./batch-dialog.tsx')).BatchDialog }));

interface BatchButtonProps {
  hub: string;
  given: BatchTarget;
  /** Why it cannot be given to these; `null` = it can. */
  refusal?: string | null;
  /** Left out = the reader chooses. */
  command?: InstanceCommandName;
  label?: string;
  icon?: LucideIcon;
}

/** Opens the form of a batch job, and the job once it is made. */
export function BatchButton({
  hub,
  given,
  refusal = null,
  command,
  label = 'Command',
  icon = SquareTerminal,
}: BatchButtonProps) {
  const { refusalOf } = useAccess(hub);
  const navigate = useNavigate();
  const [isOpen, setIsOpen] = useState(false);
  // Whoever may terminate may give something; what else is refused is said beside each command.
  const own = refusalOf(command ?? 'terminate');
  return (
    <>
      <RefusableButton icon={icon} refusal={refusal ?? own} onClick={() => setIsOpen(true)}>
        {label}
      </RefusableButton>
      {isOpen && (
        <Suspense>
          <BatchDialog
            hub={hub}
            given={given}
            command={command}
            title={command === undefined ? 'One command for many instances' : label}
            onClose={() => setIsOpen(false)}
            onCreated={({ jobId }) =>
              void navigate({ to: '/hubs/$hub/operations', params: { hub }, search: { job: jobId } })
            }
          />
        </Suspense>
      )}
    </>
  );
}
