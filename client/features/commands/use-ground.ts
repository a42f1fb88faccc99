import { useQuery } from '@tanstack/react-query';
import type { PurgePreview, RewindPreview } from '../../../shared/contract/command-previews.ts';
import { decideStartOver, type InstanceCommandName } from '../../../shared/domain/actions.ts';
import type { InstanceDetail } from '../../../shared/contract/instance-detail.ts';
import { isTerminal } from '../../../shared/domain/runtime-status.ts';
import type { CommandDraft } from '../../components/commands/command-draft.ts';
import { purgePreviewQuery, rewindPreviewQuery } from './command-queries.ts';
import type { CommandTarget } from './send-command.ts';
import { useStoredText, type StoredText } from './use-stored-text.ts';

/** What has to be read before a command can be confirmed. */
export interface Ground {
  readonly rewind: RewindPreview | null;
  readonly purge: PurgePreview | null;
  readonly customStatus: StoredText;
  /** Why the preview is not there. */
  readonly error: Error | null;
  readonly isReading: boolean;
  readonly retry: () => void;
  /** Why it cannot be sent now, whatever the form holds; `null` = it can. */
  readonly obstacle: string | null;
  /** Something goes that has not ended, or an entity. */
  readonly touchesWhatIsInUse: boolean;
  /** So much goes that a tick is too little. */
  readonly touchesMany: boolean;
}

/** As many are taken in at a glance. */
const fewInstances = 10;

function restartObstacle(instance: InstanceDetail, draft: CommandDraft): string | null {
  if (draft.id === 'new') return null;
  const decision = decideStartOver(instance.runtimeStatus);
  return decision.isAllowed ? null : decision.reason;
}

/** Reads what the form of a command shows beforehand, and says what stands in the way. */
export function useGround(
  command: InstanceCommandName,
  target: CommandTarget,
  instance: InstanceDetail,
  draft: CommandDraft,
): Ground {
  const rewind = useQuery({ ...rewindPreviewQuery(target), enabled: command === 'rewind' });
  const purge = useQuery({
    ...purgePreviewQuery(target, draft.includesChildren, instance.rowVersion),
    enabled: command === 'purge',
  });
  const isCustomStatus = command === 'set-custom-status';
  const customStatus = useStoredText(target, instance.customStatusPayload, isCustomStatus);
  const shown = command === 'rewind' ? rewind : command === 'purge' ? purge : null;

  function obstacle(): string | null {
    if (shown?.error != null && shown.data === undefined)
      return 'What it would do could not be read, so it cannot be confirmed.';
    if (shown !== null && shown.data === undefined) return 'What it would do is being read.';
    if (command === 'rewind') return rewind.data?.refusal ?? null;
    if (command === 'restart') return restartObstacle(instance, draft);
    if (isCustomStatus && customStatus.state === 'reading') return 'The present custom status is being read.';
    return null;
  }
  return {
    rewind: rewind.data ?? null,
    purge: purge.data ?? null,
    customStatus,
    error: shown?.data === undefined ? (shown?.error ?? null) : null,
    isReading: shown?.isFetching ?? false,
    retry: () => void shown?.refetch(),
    obstacle: obstacle(),
    touchesMany:
      purge.data !== undefined && (purge.data.isTruncated || purge.data.instances.length > fewInstances),
    touchesWhatIsInUse: (purge.data?.instances ?? []).some(
      ({ instanceId, runtimeStatus }) => instanceId.startsWith('@') || !isTerminal(runtimeStatus),
    ),
  };
}
