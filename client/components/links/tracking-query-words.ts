import type { TrackingQueryKind } from '../../../shared/contract/links.ts';

interface QueryWords {
  readonly title: string;
  readonly meaning: string;
  /** What has to be set in the app so that there is anything to find. */
  readonly needs: string;
}

const trackingNeeds =
  'Needs “Host.Triggers.DurableTask” at “Information” in logging.logLevel of host.json, which is the default. Sampling leaves events out.';
const engineNeeds =
  'Needs “DurableTask.AzureStorage” and “DurableTask.Core” in logging.logLevel of host.json, at “Warning” or “Information”.';

export const trackingQueryWords: Record<TrackingQueryKind, QueryWords> = {
  'instance-tracking': {
    title: 'Tracking events',
    meaning: 'What the extension told of this instance and its activities, in order, without replays.',
    needs: trackingNeeds,
  },
  'instance-trace': {
    title: 'Distributed trace',
    meaning: 'Everything with the trace id that the history of this instance names.',
    needs: 'Needs distributed tracing: tracing.distributedTracingEnabled of the extension in host.json.',
  },
  'instance-engine-log': {
    title: 'Engine log',
    meaning: 'What the Durable Task Framework logged about this instance id.',
    needs: engineNeeds,
  },
  'hub-tracking': {
    title: 'Latest event of each instance',
    meaning: 'The last that the extension told of every instance that did something in this time.',
    needs: trackingNeeds,
  },
  'hub-engine-log': {
    title: 'Engine log',
    meaning: 'What the Durable Task Framework logged, of all task hubs of the app.',
    needs: engineNeeds,
  },
};
