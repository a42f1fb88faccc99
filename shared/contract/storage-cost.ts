import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { hubParams, instant } from './values.ts';

/** Requests of this process. */
const requestCount = z.object({
  service: z.enum(['table', 'queue', 'blob']),
  operation: z.enum(['read', 'list', 'write']),
  /** Since the process began. */
  total: z.int(),
  /** Of the last full minutes, the newest last. */
  perMinute: z.array(z.int()),
});
export type RequestCount = z.infer<typeof requestCount>;

const storageRequests = z.object({
  countedSince: instant,
  /** Of tables, queues and containers of this hub. */
  hub: z.array(requestCount),
  /** Of the account as a whole: looking for hubs, and batches, which do not say whose they are. */
  account: z.array(requestCount),
});
export type StorageRequests = z.infer<typeof storageRequests>;

export const getStorageCost = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/storage-cost',
  summary: 'Storage requests a minute of this dashboard, counted, and of the task hub, estimated',
  params: hubParams,
  result: z.object({
    dashboard: storageRequests,
    estimate: z.object({
      parts: z.array(
        z.object({
          what: z.enum(['control-polling', 'work-item-polling', 'leases', 'messages', 'checkpoints']),
          formula: z.string(),
          perMinute: z.number(),
        }),
      ),
      /** Rates of messages come from samples of the queues; `false` = there were too few, and messages are left out. */
      hasMessageRates: z.boolean(),
      problems: z.array(z.string()),
    }),
  }),
});
