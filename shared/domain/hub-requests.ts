/** What is known of a hub that its storage bill depends on. Rates are a minute; `null` = not measured. */
export interface HubActivity {
  readonly liveWorkers: number;
  readonly ownedPartitions: number;
  readonly ownership: 'partitions-table' | 'lease-blobs' | null;
  readonly controlMessagesPerMinute: number | null;
  readonly workItemsPerMinute: number | null;
}

export interface RequestPart {
  readonly what: 'control-polling' | 'work-item-polling' | 'leases' | 'messages' | 'checkpoints';
  /** With the figures filled in. */
  readonly formula: string;
  readonly perMinute: number;
}

/** `maxQueuePollingInterval` of the engine is 30 s unless configured. */
const pollsPerMinute = 2;
/** Leases are looked at and renewed every 10 s. */
const renewalsPerMinute = 6;

function amount(value: number, one: string): string {
  const rounded = Math.round(value * 10) / 10;
  return rounded === 1 ? `1 ${one}` : `${rounded} ${one}s`;
}

function leases({ ownership, liveWorkers, ownedPartitions }: HubActivity): RequestPart {
  if (ownership === 'lease-blobs') {
    return {
      what: 'leases',
      formula: `${amount(ownedPartitions, 'partition')} × 2 lease blobs × ${renewalsPerMinute} renewals`,
      perMinute: ownedPartitions * 2 * renewalsPerMinute,
    };
  }
  return {
    what: 'leases',
    formula: `(${amount(liveWorkers, 'worker')} reading the Partitions table + ${amount(ownedPartitions, 'partition')} renewed) × ${renewalsPerMinute}`,
    perMinute: (liveWorkers + ownedPartitions) * renewalsPerMinute,
  };
}

/**
 * What the workers of a hub ask of storage, out of how the engine works with its default settings. Polling is the least:
 * queues with messages are asked more often, which the messages count.
 */
export function estimateHubRequests(activity: HubActivity): RequestPart[] {
  const { liveWorkers, ownedPartitions } = activity;
  const control = activity.controlMessagesPerMinute ?? 0;
  const workItems = activity.workItemsPerMinute ?? 0;
  return [
    {
      what: 'control-polling',
      formula: `${amount(ownedPartitions, 'owned control queue')} × ${pollsPerMinute} polls`,
      perMinute: ownedPartitions * pollsPerMinute,
    },
    {
      what: 'work-item-polling',
      formula: `${amount(liveWorkers, 'worker')} × ${pollsPerMinute} polls`,
      perMinute: liveWorkers * pollsPerMinute,
    },
    leases(activity),
    {
      what: 'messages',
      formula: `(${amount(control, 'control message')} + ${amount(workItems, 'work item')}) × 3 (put, get, delete)`,
      perMinute: (control + workItems) * 3,
    },
    {
      what: 'checkpoints',
      formula: `${amount(control, 'control message')} × 2 (history batch, instance row), at most one checkpoint each`,
      perMinute: control * 2,
    },
  ];
}
