import { z } from 'zod';
import { instanceOrder, instanceQuestion } from './instances.ts';
import { hubParams, repeated } from './values.ts';

export const exportFormats = ['csv', 'json', 'ndjson'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportMediaTypes = {
  csv: 'text/csv',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
} as const satisfies Record<ExportFormat, string>;

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

export type ExportColumn = (typeof exportColumns)[number];

/**
 * `GET` answers with the file itself, streamed: every matching instance as of the moment it began. The header
 * `x-total-rows` says how many will come. The connection of a stream that fails midway is cut, so no half file passes for a whole one.
 *
 * CSV is UTF-8 with a byte order mark, without which Excel takes it for another encoding; lines end with CRLF. Texts that
 * a spreadsheet might take for a formula have an apostrophe in front. JSON and NDJSON have the rows of the list as they are.
 */
export const exportInstances = {
  method: 'GET',
  path: '/api/hubs/:hub/instance-export',
  summary: 'Every matching instance as a file: CSV, JSON or one JSON text a line',
  params: hubParams,
  query: instanceQuestion.extend(instanceOrder.shape).extend({
    format: z.enum(exportFormats),
    /** CSV only; all when left out. */
    column: repeated(z.enum(exportColumns)),
  }),
  totalHeader: 'x-total-rows',
} as const;
