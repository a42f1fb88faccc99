import { z } from 'zod';

/** A value that is not valid is left out, the others stay. */
function lenient<Value>(value: z.ZodType<Value>) {
  return value.optional().catch(undefined);
}

const failureOrders = ['last-seen', 'first-seen', 'count'] as const;
export type FailureOrder = (typeof failureOrders)[number];

/** What the URL of the failures page says. */
export const failuresSearch = z.object({
  /** Filter text, as typed and with its mistakes. */
  q: lenient(z.string().min(1)),
  order: lenient(z.enum(failureOrders)),
  /** Groups shown at most. */
  limit: lenient(z.coerce.number().int().min(1).max(200)),
});
export type FailuresSearch = z.output<typeof failuresSearch>;
