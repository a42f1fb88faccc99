import { randomUUID } from 'node:crypto';
import { parseEntityId } from '../../../../shared/domain/instance-id.ts';
import { AppError } from '../../../errors.ts';
import type { Commands } from '../../../task-hub/commands.ts';
import { entitySignalText } from '../format/entity-signal.ts';
import { dueOfEvent, operationEventName, scheduledEventName } from '../format/visibility-delay.ts';
import type { HubStorage } from '../hub-storage.ts';
import { requireJson } from './json-text.ts';
import { sendCommand } from './send-command.ts';

/** Entity names are lower case in ids: any other casing would bring another entity to life. */
function entityIdOf(instanceId: string): string {
  const entity = parseEntityId(instanceId);
  if (entity === null || entity.name === '') {
    throw new AppError('invalid-request', 'This is not the id of an entity, which reads @name@key.');
  }
  return `@${entity.name.toLowerCase()}@${entity.key}`;
}

export function signalEntityCommand(storage: HubStorage): Pick<Commands, 'signalEntity'> {
  return {
    async signalEntity(instanceId, { operation, input, scheduledAt }) {
      requireJson(input, 'input of the operation');
      const entityId = entityIdOf(instanceId);
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
