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

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function leases({ ownership, liveWorkers, ownedPartitions }: HubActivity): RequestPart {
  if (ownership === 'lease-blobs') {
    return {
      what: 'leases',
      formula: `${ownedPartitions} partitions × 2 lease blobs × ${renewalsPerMinute} renewals`,
      perMinute: ownedPartitions * 2 * renewalsPerMinute,
    };
  }
  return {
    what: 'leases',
    formula: `(${liveWorkers} workers reading the Partitions table + ${ownedPartitions} partitions renewed) × ${renewalsPerMinute}`,
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
      formula: `${ownedPartitions} owned control queues × ${pollsPerMinute} polls`,
      perMinute: ownedPartitions * pollsPerMinute,
    },
    {
      what: 'work-item-polling',
      formula: `${liveWorkers} workers × ${pollsPerMinute} polls`,
      perMinute: liveWorkers * pollsPerMinute,
    },
    leases(activity),
    {
      what: 'messages',
      formula: `(${round(control)} control messages + ${round(workItems)} work items) × 3 (put, get, delete)`,
      perMinute: (control + workItems) * 3,
    },
    {
      what: 'checkpoints',
      formula: `${round(control)} control messages × 2 (history batch, instance row), at most one checkpoint each`,
      perMinute: control * 2,
    },
  ];
}
