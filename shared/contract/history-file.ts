import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { historyEvent } from './history.ts';
import { instanceDetail } from './instance-detail.ts';
import { payloadInfo } from './payloads.ts';
import { instanceParams, instant } from './values.ts';

/** A payload with its whole text beside what is told of it. */
export const filePayload = payloadInfo.extend({
  /** `null` = it could not be read; `problem` says why. */
  text: z.string().nullable(),
});
export type FilePayload = z.infer<typeof filePayload>;

export const fileEvent = historyEvent.extend({ payloads: z.record(z.string(), filePayload) });
export type FileEvent = z.infer<typeof fileEvent>;

export const fileInstance = instanceDetail.extend({
  input: filePayload.nullable(),
  output: filePayload.nullable(),
  customStatusPayload: filePayload.nullable(),
});
export type FileInstance = z.infer<typeof fileInstance>;

export const historyFileFormat = 'durascope-history';
export const historyFileVersion = 1;

/** The whole history of one instance as a file, readable without the task hub it came from. */
export const historyFile = z.object({
  format: z.literal(historyFileFormat),
  version: z.literal(historyFileVersion),
  /** When the reading began. */
  readAt: instant,
  /** `<connection>~<task hub>` */
  hub: z.string(),
  instanceId: z.string(),
  /** `null` = storage has the history without the row that it belongs to. */
  instance: fileInstance.nullable(),
  /** The execution that events which are no leftovers belong to; `null` when there is no history. */
  executionId: z.string().nullable(),
  /** In the order of their row keys, leftovers of earlier executions among them. */
  events: z.array(fileEvent),
  /** What is wrong with the history as a whole, in words. */
  problems: z.array(z.string()),
});
export type HistoryFile = z.infer<typeof historyFile>;

/** Answers with a `historyFile` as an attachment, streamed: a file that ends early is no JSON. */
export const downloadHistory = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instances/:instanceId/history-file',
  summary: 'The whole history with the texts of all payloads, as a file',
  params: instanceParams,
  result: historyFile,
});
