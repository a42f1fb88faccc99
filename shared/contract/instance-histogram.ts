import { z } from 'zod';
import { coverage } from './coverage.ts';
import { defineEndpoint } from './endpoint.ts';
import { instanceQuestion } from './instances.ts';
import { hubParams, instant } from './values.ts';

export const instanceHistogram = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/instance-histogram',
  summary: 'Matching instances over time, in equal steps',
  params: hubParams,
  query: instanceQuestion.extend({
    by: z.enum(['created', 'updated']).default('created'),
    color: z.enum(['status', 'name']).default('status'),
    /** Wanted number of steps; the answer has about as many, of a length people count in. */
    steps: z.coerce.number().int().min(4).max(400).default(80),
  }),
  result: z.object({
    /** `null` when no matching row has the time. */
    from: instant.nullable(),
    to: instant.nullable(),
    stepMs: z.number(),
    /** Most frequent first; `null` gathers the names behind the ninth. */
    series: z.array(z.string().nullable()),
    /** One list a step from `from` on, one count a series. */
    counts: z.array(z.array(z.int())),
    coverage,
  }),
});
