/** The scale monitor's settings as they are unless an app sets others: what an app sets is nowhere in its task hub. */
export const scaleDefaults = {
  /** Of each queue, before it votes. */
  samples: 5,
  maxPollingMs: 30_000,
  highLatencyMs: 1_000,
  lowLatencyMs: 200,
  /** Activities and orchestrators that a worker with one core runs at a time; ten for each core. */
  activitiesAtATime: 10,
  orchestratorsAtATime: 10,
} as const;

/** A queue as the monitor sees it: one of which no message is visible has neither latency nor length. */
interface ScaleSample {
  /** Since the first visible message was queued, were it a timer that has only come due. */
  readonly latencyMs: number;
  readonly length: number;
}

export interface ScaledQueue {
  readonly queue: string;
  /** The latest one last. */
  readonly samples: readonly ScaleSample[];
  /** Instances with the most visible messages. */
  readonly hottest: readonly { readonly instanceId: string; readonly messages: number }[];
}

export interface ScaleFacts {
  readonly controlQueues: readonly ScaledQueue[];
  readonly workItems: ScaledQueue | null;
  /** Workers that hold a partition: one that only runs activities is not seen. `null` = leases tell nothing. */
  readonly workers: number | null;
}

export function lengthOf({ samples }: ScaledQueue): number {
  return samples.at(-1)?.length ?? 0;
}

export function latencyOf({ samples }: ScaledQueue): number {
  return samples.at(-1)?.latencyMs ?? 0;
}

function lastSamples({ samples }: ScaledQueue): readonly ScaleSample[] {
  return samples.slice(-scaleDefaults.samples);
}

export function isIdle(queue: ScaledQueue): boolean {
  return lastSamples(queue).every(({ latencyMs }) => latencyMs === 0);
}

/** After a sample without any message, workers may have been asleep: then only the longest pause between polls is long. */
export function isHighLatency(queue: ScaledQueue): boolean {
  const [previous, latest] = queue.samples.slice(-2);
  if (previous === undefined || latest === undefined) return false;
  const { maxPollingMs, highLatencyMs } = scaleDefaults;
  return (
    latest.latencyMs >= (previous.latencyMs === 0 ? maxPollingMs : Math.min(maxPollingMs, highLatencyMs))
  );
}

export function isLowLatency(queue: ScaledQueue): boolean {
  return queue.samples.slice(-2).every(({ latencyMs }) => latencyMs <= scaleDefaults.lowLatencyMs);
}

export function isSampled({ samples }: ScaledQueue): boolean {
  return samples.length >= scaleDefaults.samples;
}

export function allQueues({ controlQueues, workItems }: ScaleFacts): readonly ScaledQueue[] {
  return workItems === null ? controlQueues : [...controlQueues, workItems];
}
