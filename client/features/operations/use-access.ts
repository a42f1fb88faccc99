import { useQuery } from '@tanstack/react-query';
import type { HubAccess } from '../../../shared/contract/access.ts';
import { isAtLeast } from '../../../shared/domain/access.ts';
import { refuseActor, type CommandName } from '../../../shared/domain/actions.ts';
import { hubAccessQuery } from '../../api/access-queries.ts';
import { describeError } from '../../lib/error-words.ts';

interface KnownAccess {
  /** `null` = not known yet, or it could not be read. */
  readonly access: HubAccess | null;
  /** Why the reader cannot give a command to anything here; `null` = it depends on what it is given to. */
  readonly refusalOf: (command: CommandName) => string | null;
  /** Why the reader cannot pause or stop what runs. */
  readonly controlRefusal: string | null;
}

/** What the reader may do in a task hub, as reasons against it. */
export function useAccess(hub: string): KnownAccess {
  const { data, error } = useQuery(hubAccessQuery(hub));
  if (data === undefined) {
    const reason =
      error === null
        ? 'What you may do here is being read.'
        : `What you may do here could not be read: ${describeError(error).detail}`;
    return { access: null, refusalOf: () => reason, controlRefusal: reason };
  }
  const isOperator = isAtLeast(data.role, 'operator');
  return {
    access: data,
    refusalOf(command) {
      const refusal = refuseActor(command, data);
      return refusal?.isAllowed === false ? refusal.reason : null;
    },
    controlRefusal: isOperator ? null : `This needs the role operator; yours here is ${data.role}.`,
  };
}
