import { z } from 'zod';
import { instanceOrder, instanceQuestion } from './instances.ts';
import { hubParams, repeated } from './values.ts';

export const exportFormats = ['csv', 'json', 'ndjson'] as const;

/** Columns of a CSV export, in the order in which they are offered. */
export const exportColumns = [
  'instanceId',
  'kind',
  'name',
  'version',
  'runtimeStatus',
  'createdAt',
  'lastUpdatedAt',
  'completedAt',
  'scheduledStartAt',
  'durationMs',
  'executionId',
  'generation',
  'customStatus',
  'errorType',
  'failureMessage',
  'parentInstanceId',
  'partition',
  'tags',
] as const;

/**
 * `GET` answers with the file itself, streamed: every matching instance as of the moment it began. The header
 * `x-total-rows` says how many will come. A stream cut off by a failure ends without its last line, so no half file passes for a whole one.
 */
export const exportInstances = {
  path: '/api/hubs/:hub/instance-export',
  params: hubParams,
  query: instanceQuestion.extend(instanceOrder.shape).extend({
    format: z.enum(exportFormats),
    /** CSV only; all when left out. */
    column: repeated(z.enum(exportColumns)),
  }),
  totalHeader: 'x-total-rows',
} as const;
