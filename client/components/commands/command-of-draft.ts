import type { InstanceCommand, StartRequest } from '../../../shared/contract/commands.ts';
import type { InstanceCommandName } from '../../../shared/domain/actions.ts';
import type { CommandDraft } from './command-draft.ts';

function jsonOf({ json }: CommandDraft): string | null {
  const text = json?.trim() ?? '';
  return text === '' ? null : text;
}

function tagsOf({ tags }: CommandDraft): Record<string, string> | null {
  const named = tags.filter(({ name }) => name !== '');
  return named.length === 0 ? null : Object.fromEntries(named.map(({ name, value }) => [name, value]));
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}

function restartParameters(draft: CommandDraft) {
  return {
    id: draft.id,
    newInstanceId: draft.id === 'new' ? orNull(draft.newInstanceId) : null,
    ...(draft.json !== null && { input: jsonOf(draft) }),
    version: orNull(draft.version),
    tags: tagsOf(draft),
  };
}

function signalParameters(draft: CommandDraft) {
  return {
    operation: draft.name.trim(),
    input: jsonOf(draft),
    scheduledAt: draft.isScheduled ? draft.dueAt : null,
  };
}

/** The command that a draft without problems stands for. */
export function commandOfDraft(name: InstanceCommandName, draft: CommandDraft): InstanceCommand {
  const reason = draft.reason.trim();
  switch (name) {
    case 'raise-event':
      return { name, reason, parameters: { name: draft.name.trim(), input: jsonOf(draft) } };
    case 'restart':
      return { name, reason, parameters: restartParameters(draft) };
    case 'purge':
      return {
        name,
        reason,
        parameters: { isForced: draft.isForced, includesChildren: draft.includesChildren },
      };
    case 'set-custom-status':
      return { name, reason, parameters: { customStatus: jsonOf(draft) } };
    case 'signal-entity':
      return { name, reason, parameters: signalParameters(draft) };
    case 'clean-entity': {
      const { removesEmpty, releasesOrphanedLock } = draft;
      return { name, reason, parameters: { removesEmpty, releasesOrphanedLock } };
    }
    default:
      return { name, reason, parameters: {} };
  }
}

/** The start that a draft without problems stands for. */
export function startOfDraft(draft: CommandDraft): StartRequest & { reason: string } {
  return {
    name: draft.name.trim(),
    instanceId: orNull(draft.newInstanceId),
    input: jsonOf(draft),
    version: orNull(draft.version),
    tags: tagsOf(draft),
    scheduledAt: draft.isScheduled ? draft.dueAt : null,
    reason: draft.reason.trim(),
  };
}
