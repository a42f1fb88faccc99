import { AppError } from '../../../errors.ts';
import type { Commands, ParametersOf } from '../../../task-hub/commands.ts';
import { parseEntityId } from '../../../../shared/domain/instance-id.ts';
import type { HubStorage } from '../hub-storage.ts';
import { readBlobText } from '../payloads.ts';
import type { RowReader } from '../row-reader.ts';
import { readInstanceText } from '../stored-text.ts';
import { requireJson } from './json-text.ts';
import { requireForChange } from './row-for-change.ts';
import { newInstanceId, refuseNewId, startInstance } from './start.ts';

const unreadable: ReadonlySet<string> = new Set(['not-found', 'internal']);

/** Exactly the text in storage; `null` = the instance was started without an input. */
async function storedInput(storage: HubStorage, row: RowReader): Promise<string | null> {
  const stored = readInstanceText(row, 'Input', storage.largeMessages.url);
  if (stored === null || stored.kind === 'inline') return stored?.text ?? null;
  try {
    return await readBlobText(storage, stored.blobName);
  } catch (error) {
    if (!(error instanceof AppError) || !unreadable.has(error.code)) throw error;
    throw new AppError(
      'action-refused',
      `The stored input cannot be read: ${error.message} Restart it with an input of your own.`,
      { cause: error },
    );
  }
}

async function inputOf(
  storage: HubStorage,
  row: RowReader,
  { input }: ParametersOf<'restart'>,
): Promise<string | null> {
  if (input === undefined) return storedInput(storage, row);
  requireJson(input, 'input');
  return input;
}

function nameOf(row: RowReader): string {
  const name = row.text('Name');
  if (name === null || name === '') {
    throw new AppError(
      'action-refused',
      'The row of the instance does not say which orchestration it is, so it cannot be started again.',
    );
  }
  return name;
}

export function restartCommand(storage: HubStorage): Pick<Commands, 'restart'> {
  return {
    async restart(instanceId, parameters) {
      if (parseEntityId(instanceId) !== null) {
        throw new AppError('action-refused', 'Entities cannot be restarted.');
      }
      const { id, newInstanceId: chosen, version, tags } = parameters;
      if (id === 'new' && chosen !== null) refuseNewId(chosen);
      const { row } = await requireForChange(storage, instanceId);
      const name = nameOf(row);
      const input = await inputOf(storage, row, parameters);
      return startInstance(storage, 'restart', {
        instanceId: id === 'same' ? instanceId : (chosen ?? newInstanceId()),
        name,
        version: version ?? '',
        input,
        tags,
        scheduledAt: null,
      });
    },
  };
}
