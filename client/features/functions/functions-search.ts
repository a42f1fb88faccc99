import { z } from 'zod';
import { functionKinds } from '../../../shared/domain/function-map/function-ref.ts';

/** A value that is not valid is left out, the others stay. */
function lenient<Value>(value: z.ZodType<Value>) {
  return value.optional().catch(undefined);
}

const functionOrders = ['calls', 'failures', 'p95', 'last-seen', 'name'] as const;
export type FunctionOrder = (typeof functionOrders)[number];

/** What the URL of the functions page says. */
export const functionsSearch = z.object({
  /** Absent = the graph. */
  view: lenient(z.enum(['graph', 'table'])),
  /** Part of a name. */
  find: lenient(z.string().min(1).max(200)),
  kind: lenient(z.enum(functionKinds)),
  /** Leaves out what was seen once only. */
  rare: lenient(z.enum(['hidden'])),
  /** Key of the function that is shown in detail. */
  fn: lenient(z.string().min(1)),
  /** Of the table; absent = by calls. */
  order: lenient(z.enum(functionOrders)),
});
export type FunctionsSearch = z.output<typeof functionsSearch>;

/** As the router has it; the page itself reads it, so that its rules are loaded with it. */
export type RawFunctionsSearch = Readonly<Partial<Record<keyof FunctionsSearch, unknown>>>;
