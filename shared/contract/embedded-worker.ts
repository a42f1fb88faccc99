import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { hubParams } from './values.ts';

export const embeddedWorker = z.object({ isRunning: z.boolean() });

/** Of the embedded task hub; any other is `not-found`. */
export const getEmbeddedWorker = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/embedded-worker',
  summary: 'Whether the worker of the embedded task hub runs',
  params: hubParams,
  result: embeddedWorker,
});

export const switchEmbeddedWorker = defineEndpoint({
  method: 'POST',
  path: '/api/hubs/:hub/embedded-worker',
  summary: 'Stops or starts the worker of the embedded task hub, to see what that looks like',
  params: hubParams,
  body: embeddedWorker,
  result: embeddedWorker,
});
