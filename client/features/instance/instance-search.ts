import { z } from 'zod';
import { instanceTabs } from './instance-tab.ts';

/** What the URL of an instance's page says beside the id. */
export const instanceSearch = z.object({
  /** Absent = the summary. */
  tab: z.enum(instanceTabs).optional().catch(undefined),
  /** Row key of the history event that is selected, in every view. */
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
