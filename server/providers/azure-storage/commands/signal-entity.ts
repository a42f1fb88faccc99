import { randomUUID } from 'node:crypto';
import { parseEntityId } from '../../../../shared/domain/instance-id.ts';
import { AppError } from '../../../errors.ts';
import type { Commands } from '../../../task-hub/commands.ts';
import { entitySignalText } from '../format/entity-signal.ts';
import { escapePartitionKey, odataString } from '../format/partition-key.ts';
import { dueOfEvent, operationEventName, scheduledEventName } from '../format/visibility-delay.ts';
import type { HubStorage } from '../hub-storage.ts';
import { readRowPage } from '../table-reads.ts';
import { requireJson } from './json-text.ts';
import { sendCommand } from './send-command.ts';

/** Whether the hub has entities whose ids bear the name in this very casing. */
async function isNameInUse(storage: HubStorage, name: string): Promise<boolean> {
  const from = escapePartitionKey(`@${name}@`);
  // A is the character behind the @.
  const to = escapePartitionKey(`@${name}A`);
  const { rows } = await readRowPage(storage, storage.instances, {
    filter: `PartitionKey ge ${odataString(from)} and PartitionKey lt ${odataString(to)}`,
    select: ['PartitionKey'],
    maxRows: 1,
  });
  return rows.length > 0;
}

/**
 * The SDKs write entity names in lower case, and another casing would bring another entity to life. Workers built on
 * the engine itself keep the casing: then the hub has entities that bear it.
 */
async function entityIdOf(storage: HubStorage, instanceId: string): Promise<string> {
  const entity = parseEntityId(instanceId);
  if (entity === null || entity.name === '') {
    throw new AppError('invalid-request', 'This is not the id of an entity, which reads @name@key.');
  }
  const lowerName = entity.name.toLowerCase();
  const isAsGiven = lowerName === entity.name || (await isNameInUse(storage, entity.name));
  return isAsGiven ? instanceId : `@${lowerName}@${entity.key}`;
}

export function signalEntityCommand(storage: HubStorage): Pick<Commands, 'signalEntity'> {
  return {
    async signalEntity(instanceId, { operation, input, scheduledAt }) {
      requireJson(input, 'input of the operation');
      const entityId = await entityIdOf(storage, instanceId);
      const name =
        scheduledAt === null ? operationEventName : scheduledEventName(scheduledAt, storage.clock());
      const request = entitySignalText({ id: randomUUID(), operation, input, due: scheduledAt });
      return sendCommand(storage, 'signal-entity', {
        instanceId: entityId,
        eventType: 'EventRaised',
        members: { Name: name, Input: request, ParentTraceContext: null },
        due: dueOfEvent(name, entityId),
      });
    },
  };
}
