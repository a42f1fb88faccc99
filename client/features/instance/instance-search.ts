import { z } from 'zod';

/** What the URL of an instance's page says beside the id. */
export const instanceSearch = z.object({
  /** Row key of the history event that is open. */
  event: z.string().min(1).optional().catch(undefined),
  /** Words to find in the history. */
  find: z.string().min(1).optional().catch(undefined),
  /** Event types to show; absent = all. */
  type: z
    .union([z.array(z.string()), z.string().transform((one) => [one])])
    .optional()
    .catch(undefined),
});
export type InstanceSearch = z.output<typeof instanceSearch>;
