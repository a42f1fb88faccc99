import { z } from 'zod';
import { coverage } from './coverage.ts';

/** Events of `GET /api/hubs/:hub/changes` (server-sent events): sent whenever the index took in rows, and now and then to say how fresh it is. */
export const hubChange = z.object({
  coverage,
  /** Another number than before: rows came, changed or went. */
  revision: z.int(),
});
export type HubChange = z.infer<typeof hubChange>;
