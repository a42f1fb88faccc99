import { z } from 'zod';
import { toInstant } from '../../../shared/domain/instant.ts';

export const instanceTabs = [
  'summary',
  'timeline',
  'graph',
  'sequence',
  'history',
  'payloads',
  'family',
  'compare',
] as const;
export type InstanceTab = (typeof instanceTabs)[number];

const instantText = z.string().refine((text) => toInstant(text) === text);

/** What the URL of an instance's page says beside the id. */
export const instanceSearch = z.object({
  /** Absent = the summary. */
  tab: z.enum(instanceTabs).optional().catch(undefined),
  /** Row key of the history event that is selected, in every view. */
  event: z.string().min(1).optional().catch(undefined),
  /** Words to find in the history, or among the nodes of the graph. */
  find: z.string().min(1).optional().catch(undefined),
  /** Event types to show; absent = all. */
  type: z
    .union([z.array(z.string()), z.string().transform((one) => [one])])
    .optional()
    .catch(undefined),
  /** Functions, children, events and operations whose events the history shows; absent = all. */
  name: z
    .union([z.array(z.string()), z.string().transform((one) => [one])])
    .optional()
    .catch(undefined),
  /** How the events of the history are put together; absent = in their order. */
  group: z.literal('step').optional().catch(undefined),
  /** Part of the timeline in sight, as instants; absent = all of it. */
  from: instantText.optional().catch(undefined),
  to: instantText.optional().catch(undefined),
  /** Long gaps without an event stay in the timeline; absent = they are cut out. */
  gaps: z.literal('kept').optional().catch(undefined),
  /** Rows of the timeline that are unfolded. */
  unfolded: z
    .union([z.array(z.string()), z.string().transform((one) => [one])])
    .optional()
    .catch(undefined),
  /** Selected row of the timeline that is no event of the instance itself: a step of a child, or many in one row. */
  row: z.string().min(1).optional().catch(undefined),
  /** Where the graph's edges lead on; absent = down. */
  flow: z.enum(['right']).optional().catch(undefined),
  /** Nodes of the graph that are unfolded or show their child in place. */
  open: z
    .union([z.array(z.string()), z.string().transform((one) => [one])])
    .optional()
    .catch(undefined),
  /** Reference of the payload that is shown. */
  payload: z.string().min(1).optional().catch(undefined),
  /** Reference of the payload it is compared with. */
  diff: z.string().min(1).optional().catch(undefined),
  /** Words to find payloads by. */
  among: z.string().min(1).optional().catch(undefined),
  /** Largest payloads first; absent = in the order of the steps. */
  by: z.literal('size').optional().catch(undefined),
  /** Relatives whose children are shown although they usually are not, or hidden although they usually are shown. */
  relatives: z
    .union([z.array(z.string()), z.string().transform((one) => [one])])
    .optional()
    .catch(undefined),
  /** Lanes of the sequence that are drawn; absent = the first ones. */
  lanes: z
    .union([z.array(z.string()), z.string().transform((one) => [one])])
    .optional()
    .catch(undefined),
  /** Instance id of the run it is compared with. */
  with: z.string().min(1).optional().catch(undefined),
});
export type InstanceSearch = z.output<typeof instanceSearch>;
