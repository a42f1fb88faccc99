import { z } from 'zod';
import { instant } from '../../../shared/contract/values.ts';

export const presets = ['1h', '6h', '24h', '7d', '30d'] as const;
export type Preset = (typeof presets)[number];

export const outcomes = ['started', 'completed', 'failed', 'terminated'] as const;
export type Outcome = (typeof outcomes)[number];

/** A value that is not valid is left out, the others stay. */
function lenient<Value>(value: z.ZodType<Value>) {
  return value.optional().catch(undefined);
}

/** What the URL of the throughput page says; without `from` and `to` the window ends now. */
export const throughputSearch = z.object({
  /** Filter text, as typed and with its mistakes. */
  q: lenient(z.string().min(1)),
  window: lenient(z.enum(presets)),
  from: lenient(instant),
  to: lenient(instant),
  view: lenient(z.enum(['stacked', 'lines'])),
  /** Names beside each other, or in one picture of one outcome. */
  names: lenient(z.enum(['apart', 'together'])),
  outcome: lenient(z.enum(outcomes)),
  /** So many of the busiest names, unless some were chosen. */
  top: lenient(z.coerce.number().int().min(1).max(20)),
  name: lenient(z.union([z.array(z.string()), z.string().transform((one) => [one])])),
  /** The name whose latency is shown; absent = all names. */
  latency: lenient(z.string()),
  scale: lenient(z.enum(['linear', 'log'])),
});
export type ThroughputSearch = z.output<typeof throughputSearch>;
