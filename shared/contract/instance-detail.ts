import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { instanceRow } from './instances.ts';
import { payloadInfo } from './payloads.ts';
import { instanceParams } from './values.ts';

export const instanceDetail = instanceRow.extend({
  input: payloadInfo.nullable(),
  output: payloadInfo.nullable(),
  customStatusPayload: payloadInfo.nullable(),
  taskHubName: z.string().nullable(),
  /** The queue that all messages to it go through; `null` when it is not known. */
  controlQueue: z.string().nullable(),
});
export type InstanceDetail = z.infer<typeof instanceDetail>;

export const getInstance = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instances/:instanceId',
  summary: 'One instance, read from storage',
  params: instanceParams,
  result: instanceDetail,
});
