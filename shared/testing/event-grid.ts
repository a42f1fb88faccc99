import type { EventGridState } from '../contract/event-grid.ts';
import { at } from './instances.ts';

/** What differs between the lifecycle events of a test. */
interface EventParts {
  readonly hub?: string;
  readonly instanceId?: string;
  readonly status?: string;
  readonly time?: string;
}

function dataOf({ hub = 'TestHub', instanceId = 'order-1', status = 'Completed' }: EventParts) {
  return { hubName: hub, functionName: 'Order', instanceId, reason: '', runtimeStatus: status };
}

/** As the extension publishes it and a subscription in the Event Grid schema delivers it. */
export function makeGridEvent(parts: EventParts = {}) {
  const { status = 'Completed', time = '2026-03-01T10:00:00.000Z' } = parts;
  return {
    id: '054fe385-c017-4ce3-b38a-052ac970c39d',
    subject: `durable/orchestrator/${status}`,
    data: dataOf(parts),
    eventType: 'orchestratorEvent',
    eventTime: time,
    dataVersion: '1.0',
    metadataVersion: '1',
    topic: '/subscriptions/s/resourceGroups/g/providers/Microsoft.EventGrid/topics/durable',
  };
}

/** The same in a subscription that delivers CloudEvents 1.0. */
export function makeCloudEvent(parts: EventParts = {}) {
  const { id, subject, data, eventType, eventTime, topic } = makeGridEvent(parts);
  return { specversion: '1.0', id, source: topic, type: eventType, subject, time: eventTime, data };
}

export function makeValidationEvent(validationCode: string) {
  return {
    ...makeGridEvent(),
    subject: '',
    eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
    data: { validationCode, validationUrl: 'https://rp-eastus.eventgrid.azure.net/validate?id=x' },
  };
}

/** No webhook is configured unless said otherwise. */
export function makeEventGridState(changes: Partial<EventGridState> = {}): EventGridState {
  return {
    ...{ path: null, address: null, takesSecret: false, takesToken: false, countedSince: at(0) },
    events: {
      ...{ received: 0, read: 0, joined: 0, waiting: 0, failedReads: 0 },
      ...{ lastReceivedAt: null, lastReadAt: null },
    },
    ...{ refused: [], lastRefusedAt: null },
    ...changes,
  };
}
