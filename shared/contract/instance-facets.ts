import { z } from 'zod';
import { coverage } from './coverage.ts';
import { defineEndpoint } from './endpoint.ts';
import { instanceQuestion } from './instances.ts';
import { hubParams } from './values.ts';

export const facet = z.object({
  /** Most frequent first; `value: null` counts rows without one. */
  values: z.array(
    z.object({
      value: z.string().nullable(),
      /** What to show instead of a value that is no word: the failure behind a fingerprint. */
      label: z.string().nullable(),
      count: z.int(),
    }),
  ),
  /** Different values there are, `values` may hold fewer. */
  distinct: z.int(),
});
export type Facet = z.infer<typeof facet>;

/** Each ignores the filter on itself, so that the other choices stay in sight. */
export const instanceFacets = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instance-facets',
  summary: 'Counts by status, kind, name, version, failure fingerprint and partition',
  params: hubParams,
  query: instanceQuestion.extend({
    /** Values each facet names at most. */
    limit: z.coerce.number().int().min(1).max(200).default(30),
  }),
  result: z.object({
    status: facet,
    kind: facet,
    name: facet,
    version: facet,
    failure: facet,
    partition: facet,
    coverage,
  }),
});
