import { z } from 'zod';

/** A value that is not valid is left out, the others stay. */
function lenient<Value>(value: z.ZodType<Value>) {
  return value.optional().catch(undefined);
}

const heatValues = ['depth', 'age', 'dequeues', 'owner'] as const;
export type HeatValue = (typeof heatValues)[number];

const heatWindows = ['1h', '6h', '24h', '7d'] as const;
export type HeatWindow = (typeof heatWindows)[number];

/** What the URL of the partitions page says. */
export const partitionsSearch = z.object({
  /** The queue whose messages are shown. */
  queue: lenient(z.string().min(1)),
  /** The same by its partition, where no name of a queue is at hand. */
  partition: lenient(z.coerce.number().int().nonnegative()),
  /** Id of the message that is pointed at. */
  message: lenient(z.string().min(1)),
  /** What the heat map shows; absent = the depth. */
  value: lenient(z.enum(heatValues)),
  /** How far the heat map goes back; absent = one hour. */
  window: lenient(z.enum(heatWindows)),
});
export type PartitionsSearch = z.output<typeof partitionsSearch>;

/** As the router has it; the page itself reads it, so that its rules are loaded with it. */
export type RawPartitionsSearch = Readonly<Partial<Record<keyof PartitionsSearch, unknown>>>;
