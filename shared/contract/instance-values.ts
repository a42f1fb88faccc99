import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { facet } from './instance-facets.ts';
import { hubParams } from './values.ts';

/** For completing what somebody types. */
export const instanceValues = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instance-values',
  summary: 'Frequent values of one field that contain some text, ignoring case',
  params: hubParams,
  query: z.object({
    field: z.enum(['id', 'name', 'version', 'tag', 'entity', 'failure']),
    contains: z.string().max(1024).default(''),
    limit: z.coerce.number().int().min(1).max(100).default(10),
  }),
  result: z.object({ values: facet.shape.values }),
});
