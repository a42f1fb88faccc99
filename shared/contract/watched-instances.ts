import { z } from 'zod';
import { coverage } from './coverage.ts';
import { defineEndpoint } from './endpoint.ts';
import { filterText, instanceRow } from './instances.ts';
import { hubParams, repeated } from './values.ts';

/** The present rows of these ids; ids the index does not have are left out. Open ones are read from storage soon. */
export const watchedInstances = defineEndpoint({
  method: 'GET',
  path: '/api/hubs/:hub/watched-instances',
  summary: 'The rows on somebody’s screen as they are now; those still open are kept fresh',
  params: hubParams,
  query: z.object({
    id: repeated(z.string().min(1)),
    /** Only those that still match are in `matching`. */
    q: filterText,
  }),
  result: z.object({
    rows: z.array(instanceRow),
    matching: z.array(z.string()),
    coverage,
  }),
});
